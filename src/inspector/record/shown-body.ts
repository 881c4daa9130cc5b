import { stringifyJson } from '../../codec/json-text/stringify.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { BodyContent } from '../../contract/body-declaration.ts';
import { bodyText } from '../../explain/curl-line.ts';
import type { IncomingBody, Outgoing } from '../../pipeline/request.ts';
import { withoutUndecoded } from '../../pipeline/undecoded.ts';
import type { ShownBody } from '../protocol-request.ts';
import { maskReceived } from './value-masks.ts';

/** Of a longer body the beginning is shown. In characters. */
const mostShown = 16_384;

/** A larger body is not looked into: to mask it would hold up other requests. In bytes. */
const mostMasked = 65_536;

/** A body that the stages could read, with masks. */
export function shownValue(value: JsonValue, content: BodyContent | undefined): ShownBody {
  if (content === undefined) return hidden('it is of a kind that is not kept');
  const readable = withoutUndecoded(value);
  if (readable === undefined) return hidden('nothing in it could be read');
  return cutBody('json', stringifyJson(maskReceived(readable, content.place)));
}

/** Why the content of a request is not shown; `undefined` for a request without. */
export function hiddenBody(body: IncomingBody | undefined, announced: boolean): ShownBody | undefined {
  switch (body?.kind) {
    case undefined:
      return announced ? hidden('it was not read') : undefined;
    case 'bytes':
      return hidden(`${body.bytes.length} bytes that could not be read`);
    case 'parsed':
      return hidden('another parser has read it');
    case 'stream':
    case 'parts':
      return hidden('it was passed on as it came, and is not kept');
  }
}

/** Whether a body is small enough to be looked into. */
export function isMaskable(body: IncomingBody | undefined): boolean {
  return body?.kind !== 'bytes' || body.bytes.length <= mostMasked;
}

/** The content of a request that was too large to be looked into. */
export const tooLarge = (): ShownBody => hidden(`it has more than ${mostMasked} bytes`);

/** An outgoing content in which everything is masked that is to be. */
export function shownOutgoing({ body, streamed }: Pick<Outgoing, 'body' | 'streamed'>): ShownBody | undefined {
  if (streamed !== undefined) return hidden('it was passed on as it came, and is not kept');
  if (body === undefined) return undefined;
  const text = bodyText(body);
  return cutBody(/^\s*[[{"]/.test(text) ? 'json' : 'text', text);
}

function cutBody(kind: 'json' | 'text', text: string): ShownBody {
  const isCut = text.length > mostShown;
  return { kind, text: isCut ? text.slice(0, mostShown) : text, isCut };
}

const hidden = (text: string): ShownBody => ({ kind: 'hidden', text, isCut: false });
