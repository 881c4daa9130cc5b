import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation } from '../../contract/contract.ts';
import type { WriteContent, WriteFault } from '../../format/body-format.ts';
import { compileWrite, contentTypeOf } from '../../format/compile-write.ts';
import { contentCodings } from '../../format/content-coding.ts';
import { type MediaType, parseMediaType } from '../../http/media-type.ts';
import { contentFields } from '../read/content-fields.ts';
import type { Incoming, PlacedBody, StreamedBody } from '../request.ts';
import { encodeParts, isStreamed } from './encode-parts.ts';
import type { KeptContent } from './pass-through.ts';

/** The outgoing content, and the fields that describe it. */
export interface OutgoingContent {
  readonly body: Uint8Array | string | undefined;
  readonly streamed?: StreamedBody;
  /** Written in place of the caller's own Content-Type; `undefined` where that stays, or there is no content. */
  readonly contentType: string | undefined;
  /** What of the caller's own description still holds. */
  readonly kept: KeptContent;
}

/** Values that the upstream's format cannot hold, of one declared content. */
export interface ContentFaults {
  readonly content: BodyContent | undefined;
  readonly faults: readonly WriteFault[];
}

const sameStream: StreamedBody = { kind: 'same' };
/** Of a content that is not touched, or not there. */
export const everyContent: KeptContent = { content: true, contentType: true };
/** Of a content that was written anew. */
export const nothingKept: KeptContent = { content: false, contentType: false };
const allButType: KeptContent = { content: true, contentType: false };
const typeAlone: KeptContent = { content: false, contentType: true };

/** How values are written, and what the content is called then. */
interface Writer {
  readonly write: WriteContent;
  readonly contentType: string;
}

/**
 * Compiles the writing of the body.
 *
 * A mapped body is a text of its own, so the caller's media type, coding, digests and signatures are left behind. The very
 * same bytes keep all of them, but for the media type where the contract gives the upstream another one.
 */
export function compileEncodeContent(
  operation: Operation,
): (incoming: Incoming, body: PlacedBody) => OutgoingContent | ContentFaults {
  const contents = operation.body?.content ?? [];
  const [only] = contents;
  const { ownBody } = operation.upstream;
  const own: Writer = { write: compileWrite(ownBody), contentType: contentTypeOf(ownBody) };
  const writers = new Map<BodyContent | undefined, Writer>(
    contents.map((content) => [
      content,
      { write: compileWrite(content.outgoing), contentType: contentTypeOf(content.outgoing) },
    ]),
  );
  const contentOf = (incoming: Incoming): BodyContent | undefined => {
    if (contents.length < 2) return only;
    if (incoming.body === undefined) return undefined;
    const essence = mediaTypeOf(incoming.rawHeaders)?.essence;
    return contents.find(({ mediaType }) => mediaType === essence) ?? only;
  };
  return (incoming, body) => {
    const content = contentOf(incoming);
    if (incoming.body?.kind === 'parts' && isStreamed(incoming.body)) {
      const parts = encodeParts(incoming.body, body, { content, unknown: operation.unknown.body });
      if (!parts.ok) return { content, faults: parts.faults };
      return { body: undefined, streamed: parts.streamed, contentType: parts.contentType, kept: nothingKept };
    }
    if (body.kind === 'none') {
      // A bodiless request may carry fields about content all the same; only those of a body that was left out go.
      return {
        body: undefined,
        contentType: undefined,
        kept: incoming.body === undefined ? everyContent : nothingKept,
      };
    }
    if (body.kind !== 'value') return sameContent(incoming, body, content);
    const { write, contentType } = writers.get(content) ?? own;
    const written = write(body.value);
    if (!written.ok) return { content, faults: written.faults };
    return { body: written.content, contentType: written.contentType ?? contentType, kept: nothingKept };
  };
}

/** Content that goes on as it came; of bytes whose codings were taken off only the media type is still true. */
function sameContent(
  incoming: Incoming,
  body: Extract<PlacedBody, { kind: 'same' | 'stream' }>,
  content: BodyContent | undefined,
): OutgoingContent {
  const sent = body.kind === 'same' ? { body: body.bytes } : { body: undefined, streamed: sameStream };
  const isRead = body.kind === 'same' || (incoming.body?.kind === 'stream' && incoming.body.isPlain === true);
  const isPlain = isRead && wasCoded(incoming.rawHeaders);
  if (content === undefined || content.upstreamType === content.mediaType) {
    return { ...sent, contentType: undefined, kept: isPlain ? typeAlone : everyContent };
  }
  const charset = mediaTypeOf(incoming.rawHeaders)?.parameters.get('charset')?.toLowerCase() ?? 'utf-8';
  const { kind } = content.outgoing;
  const isNamed = charset !== 'utf-8' && (kind === 'text' || kind === 'xml' || kind === 'form');
  const contentType = isNamed ? `${content.upstreamType}; charset=${charset}` : content.upstreamType;
  return { ...sent, contentType, kept: isPlain ? nothingKept : allButType };
}

const wasCoded = (rawHeaders: readonly string[]): boolean =>
  contentCodings(contentFields(rawHeaders).codings.join(',')).length > 0;

const mediaTypeOf = (rawHeaders: readonly string[]): MediaType | undefined =>
  parseMediaType((contentFields(rawHeaders).types[0] ?? '').trim());
