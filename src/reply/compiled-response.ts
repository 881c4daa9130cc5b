import type { ResponseDeclaration } from '../contract/answer-declaration.ts';
import type { MediaType } from '../http/media-type.ts';
import { compileReplyContent, jsonAsItIs, type ReplyContent } from './reply-content.ts';
import { compileReplyHeaders, type MapHeaders } from './reply-headers.ts';
import { compileNamesContent } from './names/names-content.ts';
import { compileTranslateNames } from './names/translate.ts';
import type { ReplyWay } from './reply-way.ts';
import { compileStream, type StreamContent } from './stream/compile-stream.ts';

/** One declared answer, ready to run. */
export interface CompiledResponse {
  readonly headers: MapHeaders;
  /** Some header field comes from the content. */
  readonly readsContent: boolean;
  /** In lower case. */
  readonly declaredFields: ReadonlySet<string>;
  readonly contents: ReadonlyMap<string, ReplyContent>;
  readonly streams: ReadonlyMap<string, StreamContent>;
  /** The media types that it may have, ranges such as `image/*` among them; empty where any will do. */
  readonly mediaTypes: readonly string[];
  /** How content that nobody declares is read for the sake of the names in it; `undefined` where nothing is said of any. */
  readonly names: ((mediaType: string) => ReplyContent | undefined) | undefined;
}

/** Compiles one declared answer. */
export function compileResponse(response: ResponseDeclaration, way: ReplyWay): CompiledResponse {
  const { headers, bodies, streams, upstreamTypes, names } = response;
  const declaredFields = new Set(headers?.fields.map(({ name }) => name.toLowerCase()));
  const { gates, violations: mostViolations } = way.settings;
  const unknown = way.operation.unknown.response;
  const settings = { gates, mostViolations, judges: way.mode !== 'off', declaredFields, unknown };
  const translated = compileTranslateNames(way.operation, names);
  const inBodies = { ...settings, translate: translated.json };
  const readsContent = headers?.fields.some(({ bodyPath }) => bodyPath !== undefined) === true;
  return {
    headers:
      headers === undefined ? (fields) => ({ fields, violations: [] }) : compileReplyHeaders(headers, mostViolations),
    readsContent,
    declaredFields,
    contents: new Map([...bodies].map(([name, body]) => [name, compileReplyContent(body, inBodies)])),
    streams: new Map([...streams].map(([name, stream]) => [name, compileStream(stream, settings)])),
    mediaTypes: upstreamTypes,
    names: names.length === 0 ? undefined : compileNamesContent(translated, { declaredFields, readsContent }),
  };
}

/** Whether a content of this type is one of those that are declared. */
export function declaresType({ mediaTypes }: CompiledResponse, type: MediaType | undefined): boolean {
  if (mediaTypes.length === 0) return true;
  if (type === undefined) return false;
  const [family = ''] = type.essence.split('/');
  return [type.essence, `${family}/*`, '*/*'].some((name) => mediaTypes.includes(name));
}

/** How the content of an answer is read: as it is declared, or for the sake of header fields alone. */
export function readableContent(response: CompiledResponse, type: MediaType | undefined): ReplyContent | undefined {
  if (type === undefined) return undefined;
  const declared = response.contents.get(type.essence) ?? response.names?.(type.essence);
  return declared ?? (response.readsContent ? jsonAsItIs(type.essence) : undefined);
}
