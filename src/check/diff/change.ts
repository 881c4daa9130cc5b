import type { JsonValue } from '../../codec/json-value.ts';
import type { SchemaOrigin } from '../../contract/schema-node.ts';

/** What a change does to those it is about; the gravest first. */
export const effects = ['breaking', 'unknown', 'compatible'] as const;

/**
 * `breaking`: something that was taken or promised no longer is, shown by a witness. `compatible`: decided, by containment, that
 * nothing of it is lost. `unknown`: neither could be shown, or it depends on what the contracts do not say.
 */
export type Effect = (typeof effects)[number];

/** Whom a change concerns. */
export type Side = 'callers' | 'backend';

/** What a change is about. */
export type Subject = 'operation' | 'route' | 'path' | 'query' | 'header' | 'cookie' | 'body' | 'answer' | 'terms';

/** A request that shows a breaking change, and what becomes of it. */
export interface Witness {
  /** `GET /users?age=200`; header fields and body below it where there are any. */
  readonly request: string;
  readonly was: string;
  readonly is: string;
}

/** One difference between two contracts that somebody can notice. */
export interface Change {
  /** As the newer contract calls it, where it has it. */
  readonly operation: string;
  readonly side: Side;
  readonly effect: Effect;
  /** Stable, kebab-case: `parameter-removed`. */
  readonly kind: string;
  readonly in: Subject;
  /** Of the parameter, header, media type or status; empty where it is about the whole. */
  readonly name: string;
  readonly message: string;
  /** Why it has this effect, where the message does not say it. */
  readonly because?: string | undefined;
  readonly before?: SchemaOrigin | undefined;
  readonly after?: SchemaOrigin | undefined;
  readonly witness?: Witness | undefined;
  /** A value that shows it, where no request does: of an answer, or of what is sent to the backend. */
  readonly value?: JsonValue | undefined;
}

/** A change before it is known of which operation it is. */
export type Noted = Omit<Change, 'operation'>;
