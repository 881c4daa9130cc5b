import { createBareObject } from '../../codec/bare-object.ts';
import type { JsonObject } from '../../codec/json-value.ts';
import { deepBase } from '../../codec/style/deep-object.ts';
import type { UnknownPolicy } from '../../contract/contract.ts';
import { decodeQueryText } from '../../http/percent.ts';
import { pairText, queryOf, type QueryPair, splitQuery } from '../../http/query-text.ts';
import { decodingFault } from '../../http/text-coding.ts';
import { formatPointer } from '../../problem/pointer.ts';
import { createViolation } from '../../problem/violation.ts';
import { UNDECODED } from '../undecoded.ts';
import type { DecodeReport } from './decode-report.ts';
import { compileReaders, type NamedReader, RawTexts, type ReadableGroup } from './raw-texts.ts';

/** The declared parameters as values, and what else came. */
export interface DecodedQuery {
  readonly values: JsonObject;
  /** Pairs of undeclared names as received, where these are forwarded. */
  readonly forwarded: readonly string[];
  /** Undeclared names in order, each once, where these are refused. */
  readonly unknown: readonly string[];
}

/** Which reader takes a pair, by the pair's decoded name. */
interface QueryRoutes {
  readonly readers: readonly NamedReader[];
  readonly byName: ReadonlyMap<string, NamedReader>;
  /** Of these the names that mean themselves as they stand in a URL. */
  readonly byPlainName: ReadonlyMap<string, NamedReader>;
  /** Objects of style `deepObject`, by the name before the bracket. */
  readonly byBase: ReadonlyMap<string, NamedReader>;
  /** The exploded object that takes every name that is not declared. */
  readonly rest: NamedReader | undefined;
}

/**
 * Compiles the decoding of a query: one look-up for each pair, then each parameter in schema order.
 *
 * `?a` without `=` is the empty text, as in every form (WHATWG URL); an absent parameter has no member at all.
 */
export function compileDecodeQuery(
  group: ReadableGroup,
  policy: UnknownPolicy,
  mostPairs: number,
): (url: string, report: DecodeReport) => DecodedQuery {
  const routes = compileRoutes(group, policy);
  return (url, report) => {
    const pairs = splitQuery(queryOf(url), mostPairs);
    const tooMany = pairs[mostPairs];
    if (tooMany !== undefined) return refuseAll(routes, { pair: tooMany, mostPairs, report });
    const taken = new RawTexts();
    const forwarded: string[] = [];
    const unknown: string[] = [];
    for (const pair of pairs) {
      // The name of a declared parameter mostly comes as it is declared.
      const plain = routes.byPlainName.get(pair.name);
      const name = plain === undefined ? decodeQueryText(pair.name) : pair.name;
      if (name === undefined) {
        reportBroken(pair.name, pair.name, report);
        continue;
      }
      const reader = plain ?? routes.byName.get(name) ?? readerOfUndeclared(name, routes);
      if (reader !== undefined) {
        if (reader.takesPairs) taken.add(reader.index, name);
        taken.add(reader.index, pair.value ?? '');
      } else if (policy === 'refuse') {
        if (!unknown.includes(name)) unknown.push(name);
      } else if (policy === 'forward') forward(pair, name, { forwarded, report });
    }
    return { values: taken.readAll(routes.readers, report), forwarded, unknown };
  };
}

function compileRoutes(group: ReadableGroup, policy: UnknownPolicy): QueryRoutes {
  const byName = new Map<string, NamedReader>();
  const byBase = new Map<string, NamedReader>();
  let rest: NamedReader | undefined;
  const readers = compileReaders(group, policy);
  for (const reader of readers) {
    const { form, name } = reader.parameter;
    if (form.kind === 'object' && form.explode && form.style === 'form') {
      // A parameter of its own wins over a member of the same name, whichever is declared first.
      for (const member of form.members.keys()) if (!byName.has(member)) byName.set(member, reader);
      if (form.additional !== undefined) rest ??= reader;
    } else byName.set(name, reader);
    if (form.kind === 'object' && form.style === 'deepObject') byBase.set(name, reader);
  }
  const byPlainName = new Map([...byName].filter(([name]) => decodeQueryText(name) === name));
  return { readers, byName, byPlainName, byBase, rest };
}

function readerOfUndeclared(name: string, { byBase, rest }: QueryRoutes): NamedReader | undefined {
  const base = byBase.size === 0 ? undefined : deepBase(name);
  return (base === undefined ? undefined : byBase.get(base)) ?? rest;
}

/** An undeclared pair goes on as it is, but not with escapes that the upstream might read in another way than we. */
function forward(
  pair: QueryPair,
  name: string,
  { forwarded, report }: { forwarded: string[]; report: DecodeReport },
): void {
  const isReadable = pair.value === undefined || decodeQueryText(pair.value) !== undefined;
  // Only `&` separates here, but some servers take a semicolon for it and would find a parameter more (CVE-2022-2880).
  if (isReadable) forwarded.push(pairText(pair).replaceAll(';', '%3B'));
  else reportBroken(name, pair.value ?? '', report);
}

function reportBroken(name: string, raw: string, report: DecodeReport): void {
  const at = { in: report.location('query'), name, pointer: formatPointer([name]) };
  report.add(() => createViolation({ ...at, code: 'encoding', predicate: decodingFault(raw) }));
}

/** Nothing of a query that is too long is read, and nothing more is said about it. */
function refuseAll(
  { readers }: QueryRoutes,
  { pair, mostPairs, report }: { pair: QueryPair; mostPairs: number; report: DecodeReport },
): DecodedQuery {
  const name = decodeQueryText(pair.name) ?? pair.name;
  const predicate = `is one ${report.isOfBody ? 'field' : 'parameter'} too many: a ${report.isOfBody ? 'form' : 'query'} may have ${mostPairs}; send fewer`;
  const at = { in: report.location('query'), name, pointer: formatPointer([name]) };
  report.add(() => createViolation({ ...at, code: 'too-many', predicate }));
  const values = createBareObject();
  for (const reader of readers) values[reader.name] = UNDECODED;
  return { values, forwarded: [], unknown: [] };
}
