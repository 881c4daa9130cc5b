/** Whose fault it is: the request, the contract (or this software), or the service behind. */
export type Fault = 'caller' | 'contract' | 'upstream';

/**
 * How far a request had come: through the rules of HTTP, to its operation, past the guard, its body read, judged and mapped,
 * sent on, answered. Decode, validate, map and encode are judged together, and all called `validate`.
 */
export type Stage = 'receive' | 'match' | 'guard' | 'read' | 'validate' | 'forward' | 'reply';

/** Everything that is the same whenever a code is answered. */
export interface CatalogueEntry {
  readonly status: number;
  /** Never varies, so that programs and people can recognize it. */
  readonly title: string;
  readonly fault: Fault;
  /** The stage that ends a request so, where the occurrence does not know better. */
  readonly stage: Stage;
  /** Whether the same request may succeed later, where the occurrence does not know better. */
  readonly retryable: boolean;
  /** The error type of RFC 9209, section 2.3, where the occurrence does not know a more specific one. */
  readonly proxyError: string;
  /** One sentence, for the documentation. */
  readonly meaning: string;
  /** Who has to do something about it. */
  readonly actor: 'caller' | 'author of the contract' | 'operator of the gateway' | 'operator of the upstream';
  /** What that person does. */
  readonly remedy: string;
}
