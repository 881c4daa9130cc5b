import type { TextLocation } from '../http/location.ts';
import type { ResponseDeclaration, ResponseValidation } from './answer-declaration.ts';
import type { BodyDeclaration } from './body-declaration.ts';
import type { Deprecation } from './deprecation.ts';
import type { Example } from './example.ts';
import type { Pagination } from './pagination.ts';
import type { Place } from './place.ts';
import type { RateLimit } from './rate-limit.ts';
import type { TextForm } from './parameter-form.ts';
import type { SchemaNode } from './schema-node.ts';
import type { OperationSecurity } from './security.ts';
import type { UpstreamRoute } from './upstream-route.ts';
import type { Rule, ValuePlan } from './value-plan.ts';

/** A contract in its normalized state: complete, resolved, and free of error findings. Deeply immutable. */
export interface Contract {
  /** The file as the author named it, or `contracts[0]`. */
  readonly file: string;
  readonly title: string;
  readonly version: string | undefined;
  readonly operations: readonly Operation[];
}

/** One operation, ready to be compiled. */
export interface Operation {
  /** The operationId. */
  readonly name: string;
  readonly file: string;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  /** `undefined` where it is not deprecated. */
  readonly deprecation: Deprecation | undefined;
  /** Upper case. */
  readonly method: string;
  /** The protocol that its requests may ask for on their connection; `undefined` for none. */
  readonly upgrade: 'websocket' | undefined;
  /** As written: `/users/{userId}`. */
  readonly template: string;
  readonly segments: readonly RouteSegment[];
  readonly parameters: Readonly<Record<TextLocation, ParameterGroup>>;
  readonly body: BodyDeclaration | undefined;
  /** Schema of what the app's `context` gives, where the contract declares it. */
  readonly context: SchemaNode | undefined;
  /** What it asks of its callers; `undefined` where the contract speaks of no credentials. */
  readonly security: OperationSecurity | undefined;
  /** The shortest window first. */
  readonly rateLimits: readonly RateLimit[];
  readonly unknown: UnknownPolicies;
  readonly upstream: UpstreamRoute;
  /** Declared answers by status: `200`, `2XX`, `default`. */
  readonly responses: Readonly<Record<string, ResponseDeclaration>>;
  readonly responseValidation: ResponseValidation;
  /** How clients walk the pages of its answers, where it has pages. */
  readonly pagination: Pagination | undefined;
  /** Requests with what becomes of them; run at start in development and by `paramap test`. */
  readonly examples: readonly Example[];
}

/** A segment of a public route: a literal as authored, or the name of a path parameter. */
export type RouteSegment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string };

/** The declared parameters of one location. */
export interface ParameterGroup {
  readonly in: TextLocation;
  /** The object schema over the typed values; `undefined` where nothing is declared. */
  readonly schema: SchemaNode | undefined;
  readonly place: Place | undefined;
  /** In schema order. */
  readonly parameters: readonly Parameter[];
}

/** One declared parameter, with how it is read and where it goes. */
export interface Parameter {
  readonly in: TextLocation;
  readonly name: string;
  readonly place: Place;
  readonly form: TextForm;
  readonly required: boolean;
  readonly rule: Rule;
  /** How the typed value becomes the upstream's, codecs included. */
  readonly value: ValuePlan;
}

/** What becomes of a name that nobody declares. */
export type UnknownPolicy = 'refuse' | 'drop' | 'forward';

/** The policy of each location; an undeclared path parameter cannot be. */
export interface UnknownPolicies {
  readonly query: UnknownPolicy;
  readonly body: UnknownPolicy;
  readonly headers: UnknownPolicy;
  readonly cookies: UnknownPolicy;
  /** Of members of an upstream's answers. */
  readonly response: UnknownPolicy;
}
