import { compileDecode, type DecodeLimits, type Decoded } from '../../../src/pipeline/decode/decode.ts';
import { UNDECODED } from '../../../src/pipeline/undecoded.ts';
import { contractOf, type ContractText, operationOf } from '../../support/contract.ts';

export interface Received {
  readonly url?: string;
  readonly rawHeaders?: readonly string[];
  readonly pathValues?: readonly string[];
}

/** Compiles an operation `GET /things` (or another route) and gives the decoding of requests to it. */
export function decoding(
  members: ContractText,
  limits: DecodeLimits = { queryParameters: 256 },
): (received: Received) => Decoded {
  const operation = operationOf(contractOf({ route: 'GET /things', ...members }));
  const decode = compileDecode(operation, limits);
  return ({ url = '/things', rawHeaders = [], pathValues = [] }) =>
    decode({ method: 'GET', url, rawHeaders, body: undefined, context: undefined }, pathValues);
}

/** The values of a location as a plain object, `?` for a parameter that did not decode. */
export const plain = (values: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value === UNDECODED ? '?' : plainValue(value)]),
  );

const plainValue = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('text' in value) ? plain(value) : value;

/** Code and pointer of each violation. */
export const codesOf = (decoded: Decoded): string[] =>
  decoded.violations.map(({ in: location, pointer, code }) => `${location} ${pointer} ${code}`);
