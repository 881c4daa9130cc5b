import type { JsonObject } from '../../codec/json-value.ts';
import type { ParameterGroup, UnknownPolicy } from '../../contract/contract.ts';
import { contentFields, gatewayFields, isForwardingField, standardRequestFields } from '../../http/request-fields.ts';
import type { DecodeReport } from './decode-report.ts';
import { noNames, noValues } from './nothing.ts';
import { compileReaders, RawTexts } from './raw-texts.ts';

/** The declared headers as values, and what else came. */
export interface DecodedHeader {
  readonly values: JsonObject;
  /** Undeclared names as received, each once, where these are refused; HTTP's own fields are never among them. */
  readonly unknown: readonly string[];
}

const nothing: DecodedHeader = { values: noValues, unknown: noNames };

/** Compiles the decoding of declared header fields, which are looked up without regard to case. */
export function compileDecodeHeader(
  group: ParameterGroup,
  policy: UnknownPolicy,
): (rawHeaders: readonly string[], report: DecodeReport) => DecodedHeader {
  const readers = compileReaders(group, policy);
  const byName = new Map(readers.map((reader) => [reader.name.toLowerCase(), reader]));
  const lengths = new Set(readers.map(({ name }) => name.length));
  const refuses = policy === 'refuse';
  if (readers.length === 0 && !refuses) return () => nothing;
  return (rawHeaders, report) => {
    const taken = new RawTexts();
    const unknown: string[] = [];
    for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
      const name = rawHeaders[index] ?? '';
      // Most fields are nobody's parameter; their length tells so without a copy in lower case.
      if (!refuses && !lengths.has(name.length)) continue;
      const lower = name.toLowerCase();
      const reader = byName.get(lower);
      if (reader !== undefined) taken.add(reader.index, rawHeaders[index + 1] ?? '');
      else if (refuses && isParameterLike(lower) && !unknown.includes(name)) unknown.push(name);
    }
    return { values: taken.readAll(readers, report), unknown };
  };
}

/** Whether a field could be a parameter of an API: not HTTP's own, not the gateway's, and not the cookies. */
const isParameterLike = (name: string): boolean =>
  !standardRequestFields.has(name) &&
  !contentFields.has(name) &&
  !gatewayFields.has(name) &&
  !isForwardingField(name) &&
  name !== 'cookie';
