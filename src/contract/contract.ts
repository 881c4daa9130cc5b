import type { Codec } from '../codec/codec.ts';
import type { JsonValue } from '../codec/json-value.ts';
import type { ScalarForm } from '../codec/scalar.ts';
import type { Style } from '../codec/style/style.ts';
import type { TextLocation } from '../http/location.ts';
import type { Example } from './example.ts';
import type { Place } from './place.ts';
import type { SchemaNode } from './schema-node.ts';
import type { UpstreamRoute } from './upstream-route.ts';

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
  readonly deprecated: boolean;
  /** Upper case. */
  readonly method: string;
  /** As written: `/users/{userId}`. */
  readonly template: string;
  readonly segments: readonly RouteSegment[];
  readonly parameters: Readonly<Record<TextLocation, ParameterGroup>>;
  readonly body: BodyDeclaration | undefined;
  /** Schema of what the app's `context` gives, where the contract declares it. */
  readonly context: SchemaNode | undefined;
  readonly unknown: UnknownPolicies;
  readonly upstream: UpstreamRoute;
  /** Declared answers by status: `200`, `2XX`, `default`. */
  readonly responses: Readonly<Record<string, ResponseDeclaration>>;
  readonly responseValidation: ResponseValidation;
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

/** How a parameter is written as text by the caller. */
export type TextForm =
  | { readonly kind: 'scalar'; readonly scalar: ScalarForm }
  | { readonly kind: 'list'; readonly style: Style; readonly explode: boolean; readonly item: ScalarForm }
  | {
      readonly kind: 'object';
      readonly style: Style;
      readonly explode: boolean;
      readonly members: ReadonlyMap<string, ScalarForm>;
      /** The form of members that are not named, where the schema allows them. */
      readonly additional: ScalarForm | undefined;
    };

/** The declared body of an operation; another media type is refused. */
export interface BodyDeclaration {
  readonly required: boolean;
  /** In declared order; `mediaType` is lower case without parameters. */
  readonly content: readonly BodyContent[];
}

/** What is declared of one media type of a body. */
export interface BodyContent {
  readonly mediaType: string;
  readonly schema: SchemaNode;
  readonly place: Place;
  readonly plan: ValuePlan;
  /** Sent as `Content-Type` when the body was mapped. */
  readonly upstreamType: string;
}

/** What becomes of an answer that does not fit: it is a 502, it is passed on and reported, or nobody looks. */
export type ResponseValidation = 'enforce' | 'report' | 'off';

/** One declared answer. */
export interface ResponseDeclaration {
  readonly description: string | undefined;
  /** The schemas of its content by media type in lower case, those that are no JSON among them. */
  readonly content: ReadonlyMap<string, SchemaNode>;
  /** The JSON among them, ready to be mapped back. */
  readonly bodies: ReadonlyMap<string, AnswerBody>;
  readonly headers: AnswerHeaders | undefined;
}

/** What is declared of one media type of an answer. The plan is that of a request, to be run backwards. */
export interface AnswerBody {
  readonly schema: SchemaNode;
  readonly place: Place;
  readonly plan: ValuePlan;
  /** By slot index of the plan: the upstream's header fields from which members of the body come. */
  readonly sources: readonly HeaderSource[];
}

/** The declared header fields of an answer. */
export interface AnswerHeaders {
  readonly schema: SchemaNode;
  readonly place: Place;
  readonly fields: readonly AnswerHeader[];
}

/** One declared header field of an answer, as the caller knows it. */
export interface AnswerHeader {
  readonly name: string;
  readonly place: Place;
  readonly form: TextForm;
  readonly plan: ValuePlan;
  /** Where the upstream says it; `undefined` for what the upstream does not have or the caller must not see. */
  readonly source: HeaderSource | undefined;
}

/** A header field of the upstream, and how its text is read. */
export interface HeaderSource {
  /** As the contract writes it. */
  readonly name: string;
  readonly form: TextForm;
  /** Of the caller's value that is made of it. */
  readonly place: Place;
}

/** What becomes of a name that nobody declares. */
export type UnknownPolicy = 'refuse' | 'drop' | 'forward';

/** The policy of each location; an undeclared path parameter cannot be. */
export interface UnknownPolicies {
  readonly query: UnknownPolicy;
  readonly body: UnknownPolicy;
  readonly headers: UnknownPolicy;
  readonly cookies: UnknownPolicy;
}

/** What becomes of one declared value on its way to the upstream. */
export interface Rule {
  readonly target: Target;
  /** `default` in the caller's terms, or `undefined`. */
  readonly fallback: JsonValue | undefined;
}

/** Where a declared value goes. */
export type Target =
  | { readonly kind: 'drop' }
  /** A named place outside the body; the value goes to `slots[index]` of the operation. */
  | { readonly kind: 'slot'; readonly index: number }
  /** A member of the outgoing body: below where the enclosing object lands, or below the body's root. */
  | { readonly kind: 'member'; readonly path: readonly string[]; readonly fromRoot: boolean };

/** How one value of the caller becomes a value of the upstream's. A graph that may have cycles. */
export interface ValuePlan {
  readonly place: Place;
  /** True when nothing here or below is renamed, moved, dropped, converted or defaulted. */
  readonly identity: boolean;
  /** Applied after the members and items were mapped. */
  readonly codec: Codec | undefined;
  /** Declared members, in schema order. */
  readonly members: ReadonlyMap<string, MemberPlan>;
  readonly items: ValuePlan | undefined;
  /** What becomes of the members that only `additionalProperties` describes. */
  readonly additional: ValuePlan | undefined;
  /** True for an object whose members all land outside of it: nothing is sent in its place, not even `{}`. */
  readonly leavesNothing: boolean;
}

/** What becomes of one declared member of an object. */
export interface MemberPlan {
  readonly name: string;
  readonly rule: Rule;
  readonly value: ValuePlan;
}
