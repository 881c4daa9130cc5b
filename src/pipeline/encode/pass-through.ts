import type { Operation } from '../../contract/contract.ts';
import { parameterAliases } from '../../contract/parameter-aliases.ts';
import { connectionOptions, hopByHopFields } from '../../http/header-fields.ts';
import {
  connectionFields,
  contentFields,
  headerSpelling,
  isForwardingField,
  overrideFields,
  standardRequestFields,
} from '../../http/request-fields.ts';

/** What becomes of a caller's field; `content` describes the body, and goes on only with the very same body. */
type FieldRule = 'keep' | 'drop' | 'connection' | 'content' | 'content-type';

/** Which of the caller's fields that describe the body still hold for the outgoing one. */
export interface KeptContent {
  readonly content: boolean;
  readonly contentType: boolean;
}

/**
 * Compiles the choice of the caller's own header fields that go on, names and values as received, in their order.
 *
 * Never among them: fields of the connection and of the way, overrides of method, URL or host, Cookie (one line is
 * written anew), what a Connection line names, what the contract declares (it moves by its rule alone), and every
 * spelling of a name that the mapping writes, here or in another operation of the same upstream. One look-up for each field, but for odd spellings.
 */
export function compilePassThrough(
  operation: Operation,
): (rawHeaders: readonly string[], kept: KeptContent) => string[] {
  const ruleOf = compileRules(operation);
  return (rawHeaders, kept) => {
    const headers: string[] = [];
    let named: ReadonlySet<string> | undefined;
    for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
      const name = rawHeaders[index] ?? '';
      const value = rawHeaders[index + 1] ?? '';
      const rule = ruleOf(name);
      if (rule === 'connection') {
        if (namesFields(value)) named ??= connectionOptions(rawHeaders);
      } else if (rule === 'keep' || isKeptContent(rule, kept)) headers.push(name, value);
    }
    return named === undefined ? headers : withoutNamed(headers, named);
  };
}

const isKeptContent = (rule: FieldRule, kept: KeptContent): boolean =>
  (rule === 'content' && kept.content) || (rule === 'content-type' && kept.contentType);

/** Nearly every Connection line says `keep-alive` or `close`, which name no other field. */
const namesFields = (value: string): boolean => !/^(?:keep-alive|close)?$/i.test(value);

/** Content-Type stays whatever Connection says: without it the upstream would read the body as another type. */
function withoutNamed(headers: readonly string[], named: ReadonlySet<string>): string[] {
  return headers.filter((_, index) => {
    const name = headers[index - (index % 2)]?.toLowerCase() ?? '';
    return name === 'content-type' || !named.has(name);
  });
}

function compileRules(operation: Operation): (name: string) => FieldRule {
  const rules = new Map<string, FieldRule>();
  const set = (names: Iterable<string>, rule: FieldRule): void => {
    for (const name of names) rules.set(name, rule);
  };
  set(standardRequestFields, 'keep');
  set(contentFields, 'content');
  set(['content-type'], 'content-type');
  set([...hopByHopFields, ...connectionFields, ...overrideFields, 'cookie'], 'drop');
  set(['connection'], 'connection');
  const declared = operation.parameters.header.parameters.map(({ name }) => name);
  const older = parameterAliases(operation.parameters).flatMap(({ older: { in: location, name } }) =>
    location === 'header' ? name : [],
  );
  const written = operation.upstream.slots.filter((slot) => slot.in === 'header').map(({ name }) => name);
  for (const name of [...declared, ...older, ...written, ...operation.upstream.reservedHeaders])
    set([name.toLowerCase(), headerSpelling(name)], 'drop');
  if (operation.upstream.accept !== undefined) set(['accept'], 'drop');
  const unknownRule = operation.unknown.headers === 'forward' ? 'keep' : 'drop';
  // Most programs write names like this, so that the first look-up finds them as they are.
  for (const [name, rule] of [...rules]) rules.set(titleCase(name), rule);
  return (name) => rules.get(name) ?? ruleOfOther(name, rules, unknownRule);
}

function ruleOfOther(name: string, rules: ReadonlyMap<string, FieldRule>, unknownRule: FieldRule): FieldRule {
  const lower = name.toLowerCase();
  const rule = rules.get(lower);
  if (rule !== undefined) return rule;
  const spelling = headerSpelling(lower);
  if (isForwardingField(spelling)) return 'drop';
  // Another spelling of a known name might be taken for it, but must not be treated as it.
  return spelling !== lower && rules.has(spelling) ? 'drop' : unknownRule;
}

const titleCase = (name: string): string => name.replaceAll(/(?<![a-z0-9])[a-z]/g, (letter) => letter.toUpperCase());
