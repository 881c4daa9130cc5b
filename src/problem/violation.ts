import type { Location } from '../http/location.ts';

/** One fault of a request, as it stands in a problem's `errors`. */
export interface Violation {
  readonly in: Location;
  /** The parameter as the caller wrote or should write it; for the body the pointer's last name. */
  readonly name: string;
  /** JSON Pointer as a URI fragment (RFC 6901, section 6) into the location's values: `#/userName`, `#/lines/0/sku`. */
  readonly pointer: string;
  /** The JSON Schema keyword that failed, or one of ours: `unknown`, `unsendable`, `encoding`, `repeated`, `style`, ... */
  readonly code: string;
  readonly detail: string;
  /** The part of the schema that says what would fit. */
  readonly expected?: unknown;
  /** Only short scalars of declared, insensitive parameters of path, query and body. */
  readonly received?: unknown;
  readonly suggestion?: string;
  /** The author's `x-hint`. */
  readonly hint?: string;
}
