import { stringifyJson } from '../../codec/json-text/stringify.ts';
import type { Operation } from '../../contract/contract.ts';
import { parseMediaType } from '../../http/media-type.ts';
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

const sameStream: StreamedBody = { kind: 'same' };
const everything: KeptContent = { content: true, contentType: true };
const nothing: KeptContent = { content: false, contentType: false };
const allButType: KeptContent = { content: true, contentType: false };

/** The media type of a body that only the contract's additions make. */
const defaultType = 'application/json';

/**
 * Compiles the writing of the body.
 *
 * A mapped body is JSON text of its own, so the caller's media type, coding, digests and signatures are left behind.
 * The very same bytes keep all of them, but for the media type where the contract gives the upstream another one.
 */
export function compileEncodeContent(operation: Operation): (incoming: Incoming, body: PlacedBody) => OutgoingContent {
  const contents = operation.body?.content ?? [];
  const [only] = contents;
  const retypes = contents.some(({ mediaType, upstreamType }) => mediaType !== upstreamType);
  const contentOf = (incoming: Incoming) => {
    if (contents.length < 2) return only;
    const mediaType = mediaTypeOf(incoming.rawHeaders);
    return contents.find((content) => content.mediaType === mediaType) ?? only;
  };
  return (incoming, body) => {
    if (incoming.body?.kind === 'parts' && isStreamed(incoming.body)) {
      const parts = encodeParts(incoming.body, body, { content: contentOf(incoming), unknown: operation.unknown.body });
      if (!parts.ok) throw new Error(`the fields of the form cannot be written: ${parts.faults[0]?.reason ?? ''}`);
      return { body: undefined, streamed: parts.streamed, contentType: parts.contentType, kept: nothing };
    }
    if (body.kind === 'none') {
      // A bodiless request may carry fields about content all the same; only those of a body that was left out go.
      return { body: undefined, contentType: undefined, kept: incoming.body === undefined ? everything : nothing };
    }
    if (body.kind === 'value') {
      const contentType = contentOf(incoming)?.upstreamType ?? defaultType;
      return { body: stringifyJson(body.value), contentType, kept: nothing };
    }
    const content = retypes ? contentOf(incoming) : undefined;
    const isSameType = content === undefined || content.upstreamType === content.mediaType;
    if (body.kind === 'stream') {
      const contentType = isSameType ? undefined : content.upstreamType;
      return { body: undefined, streamed: sameStream, contentType, kept: isSameType ? everything : allButType };
    }
    return isSameType
      ? { body: body.bytes, contentType: undefined, kept: everything }
      : { body: body.bytes, contentType: content.upstreamType, kept: allButType };
  };
}

function mediaTypeOf(rawHeaders: readonly string[]): string | undefined {
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (name.length === 12 && name.toLowerCase() === 'content-type') {
      return parseMediaType(rawHeaders[index + 1] ?? '')?.essence;
    }
  }
  return undefined;
}
