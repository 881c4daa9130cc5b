import type { JsonValue } from '../../codec/json-value.ts';
import type { DescribedParameter } from '../../openapi/read/described-parameter.ts';

/** One thing of an outgoing request that a backend does not take. */
export interface OutgoingFault {
  readonly in: DescribedParameter['in'] | 'body';
  /** As the backend calls it; empty for the body. */
  readonly name: string;
  readonly keyword: 'required' | 'schema' | 'undeclared' | 'media-type';
  /** What it would read there; `undefined` where nothing is. */
  readonly received: JsonValue | undefined;
}
