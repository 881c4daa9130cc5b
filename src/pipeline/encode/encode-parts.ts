import { formatFields, multipartType } from '../../format/multipart/write-multipart.ts';
import type { BodyContent } from '../../contract/body-declaration.ts';
import type { UnknownPolicy } from '../../contract/contract.ts';
import type { WriteFault } from '../../format/body-format.ts';
import type { IncomingParts, PlacedBody, StreamedParts } from '../request.ts';

/** A multipart content that is about to be streamed, or why its fields cannot be written. */
export type EncodedParts =
  | { readonly ok: true; readonly streamed: StreamedParts; readonly contentType: string }
  | { readonly ok: false; readonly faults: readonly WriteFault[] };

/** Whether a form goes on as a stream: it has files, or more of it is still to come. */
export const isStreamed = ({ files, complete }: IncomingParts): boolean => files.length > 0 || !complete;

/**
 * Writes the fields of a form that has files, and names the files as the upstream does. The content is built anew, with a
 * boundary of our own: what stood in the caller's lines beside what was judged goes nowhere.
 */
export function encodeParts(
  parts: IncomingParts,
  body: PlacedBody,
  by: { content: BodyContent | undefined; unknown: UnknownPolicy },
): EncodedParts {
  const { boundary } = parts;
  const fields = body.kind === 'value' ? formatFields(body.value, boundary) : noFields;
  if (!fields.ok) return fields;
  const files = parts.files.map((file) => {
    const name = outgoingFileName(file.name, by);
    return name === undefined ? undefined : { ...file, name };
  });
  const streamed = { kind: 'parts', boundary, fields: fields.content, files } as const;
  return { ok: true, streamed, contentType: multipartType(boundary) };
}

/** What the upstream calls a file; `undefined` for one that is checked and left out, or that nobody declares. */
export function outgoingFileName(
  name: string,
  { content, unknown }: { content: BodyContent | undefined; unknown: UnknownPolicy },
): string | undefined {
  const rule = content?.files.get(name);
  return rule === undefined && unknown === 'forward' ? name : rule?.outgoing;
}

const noFields = { ok: true, content: '' } as const;
