import { isObject } from '../codec/json-type.ts';
import type { JsonValue } from '../codec/json-value.ts';
import { type Location, locations } from '../http/location.ts';
import type { AddedValue, Reference } from './upstream-route.ts';
import type { Fault } from './finding.ts';
import { pointerNames } from './json-pointer.ts';
import type { Place } from './place.ts';
import { type SecretSource, secretValue } from './secret-value.ts';

/** What an added value can see: the declared values of the operation, and the app's context. */
export interface Visible extends SecretSource {
  /** The place of what the app gives as context, where the contract declares it. */
  readonly context: Place | undefined;
  /** The place of a declared parameter, of the context's member, of a claim, or of a body's root; the name as declared. */
  find(
    location: Location | 'context' | 'credential',
    name: string,
  ): { name: string; places: readonly Place[] } | undefined;
}

/** What a reference begins with: `header:x-tenant`. */
const sources = [...locations, 'context', 'credential'] as const;

/**
 * Reads one value that the contract adds to the outgoing request.
 *
 * In:  a scalar, or `{ "const" }`, `{ "from": "header:x-tenant" }`, `{ "template": "{body:/first}" }`, `{ "secret": "NAME" }`,
 *      `{ "secretFile": "path" }`, the last two with a `codec` beside them.
 * Out: the value with its references resolved, or the fault; a secret's text is never part of a fault.
 */
export function parseAddedValue(written: JsonValue, visible: Visible): AddedValue | Fault {
  if (!isObject(written)) return { kind: 'constant', value: written };
  const { from, template, secret, secretFile, codec } = written;
  // The structural check lets two members through, for the sake of a secret's codec.
  if (Object.keys(written).length !== (codec === undefined ? 1 : 2)) return malformed;
  if (codec !== undefined && secret === undefined && secretFile === undefined) return codecAlone;
  if (Object.hasOwn(written, 'const')) return { kind: 'constant', value: written['const'] ?? null };
  if (typeof secret === 'string') return secretValue({ environment: secret }, codec, visible);
  if (typeof secretFile === 'string') return secretValue({ file: secretFile, declared: written }, codec, visible);
  if (typeof from === 'string') {
    const reference = readReference(from, visible);
    return 'rule' in reference ? reference : { kind: 'from', reference };
  }
  return typeof template === 'string' ? templateValue(template, visible) : malformed;
}

const malformed: Fault = {
  rule: 'added-value',
  message:
    'an added value is a scalar or an object with exactly one of `const`, `from`, `template`, `secret`, `secretFile`, `gather`',
  cure: 'write one of these forms',
};

const codecAlone: Fault = {
  rule: 'added-value',
  message: 'a codec stands beside `secret` and `secretFile` alone',
  cure: 'write a constant as it is sent, and give a value of the caller its codec in its own `x-upstream`',
};

function templateValue(template: string, visible: Visible): AddedValue | Fault {
  const parts: (string | Reference)[] = [];
  for (const piece of template.split(/(\{[^{}]*\})/)) {
    if (piece === '') continue;
    // A piece with a single brace is none that the split found, though it may begin with one.
    if (!piece.startsWith('{') || !piece.endsWith('}')) {
      if (/[{}]/.test(piece)) return templateFault(template);
      parts.push(piece);
      continue;
    }
    const reference = readReference(piece.slice(1, -1), visible);
    if ('rule' in reference) return reference;
    if (!referencePlaces(reference, visible).every(isScalarPlace)) {
      return {
        rule: 'template-type',
        message: `\`${piece}\` is not a text, number or boolean, so it cannot stand in a template`,
        cure: 'refer to a scalar, or use `from`',
      };
    }
    parts.push(reference);
  }
  return { kind: 'template', parts };
}

const templateFault = (template: string): Fault => ({
  rule: 'template',
  message: `\`${template}\` has a brace without its partner`,
  cure: 'write references as `{query:name}`; a literal brace cannot be written in a template',
});

const isScalarPlace = (place: Place): boolean =>
  place.types.length > 0 && !place.types.includes('array') && !place.types.includes('object');

function readReference(text: string, visible: Visible): Reference | Fault {
  const colon = text.indexOf(':');
  const location = sources.find((source) => source === text.slice(0, colon));
  if (colon < 1 || location === undefined) {
    return {
      rule: 'reference-form',
      message: `\`${text}\` refers to nothing`,
      cure: 'write `path:name`, `query:name`, `header:name`, `cookie:name`, `context:name`, `credential:claim` or `body:/pointer`',
    };
  }
  const rest = text.slice(colon + 1);
  const names = location === 'body' ? ['', ...pointerNames(rest)] : splitName(rest);
  const [name = '', ...path] = names;
  const found = visible.find(location, name);
  const reference: Reference = { in: location, name: found?.name ?? name, path };
  if (found !== undefined && referencePlaces(reference, visible).length > 0) return reference;
  return {
    rule: 'reference-undeclared',
    message: `\`${text}\` is not declared by this operation`,
    cure: undeclaredCures[location] ?? 'declare it, or correct the name',
  };
}

const undeclaredCures: Readonly<Record<string, string>> = {
  context: 'declare it in the schema under `context`',
  credential: 'ask for a credential under `security`, and declare the claim under `claims` of its scheme',
};

/** A parameter's name is literal; below it a `/` leads into an object: `context:user/tenant`. */
function splitName(text: string): string[] {
  const slash = text.indexOf('/');
  return slash < 0 ? [text] : [text.slice(0, slash), ...pointerNames(text.slice(slash))];
}

/** The places that a reference leads to: one, or one of each declared body; empty when some body lacks it. */
export function referencePlaces(reference: Reference, visible: Visible): Place[] {
  const roots = visible.find(reference.in, reference.name)?.places ?? [];
  const found: Place[] = [];
  for (const root of roots) {
    const place = reference.path.reduce<Place | undefined>((at, name) => at?.members.get(name), root);
    if (place === undefined) return [];
    found.push(place);
  }
  return found;
}

/** The references of an added value. */
export function referencesOf(value: AddedValue): Reference[] {
  if (value.kind === 'from') return [value.reference];
  return value.kind === 'template' ? value.parts.filter((part) => typeof part !== 'string') : [];
}
