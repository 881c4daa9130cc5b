import type { BodyContent } from './body-declaration.ts';
import type { Fault } from './finding.ts';

/** Annotations, and what says that a content is bytes. */
const harmless: ReadonlySet<string> = new Set([
  ...['type', 'format', 'contentMediaType', 'contentEncoding', 'title', 'description', 'examples', 'deprecated'],
  ...['$comment', 'readOnly', 'writeOnly', '$id', '$anchor'],
]);

/**
 * Finds what cannot be held of bodies that are streamed: bytes that nobody looks into cannot become a value, nor hold one.
 * `landsMore`: other values of the request land in the body.
 */
export function streamFaults(content: BodyContent, landsMore: boolean): Fault[] {
  const { format, outgoing, mediaType, upstreamType } = content;
  const isBinary = format.kind === 'binary';
  if (isBinary !== (outgoing.kind === 'binary')) return [otherFormat(mediaType, upstreamType)];
  if (!isBinary) return [];
  const nodes = [...content.place.certain, ...content.place.conditional];
  const keywords = nodes.flatMap((node) => Object.keys(node.keywords).filter((name) => !isHarmless(name)));
  const members = content.place.members.size > 0 || content.place.items !== undefined ? ['properties'] : [];
  return [
    ...[...new Set([...keywords, ...members])].map((name) => unlookedAt(name, mediaType)),
    ...(landsMore ? [noRoom(mediaType)] : []),
  ];
}

const isHarmless = (name: string): boolean => harmless.has(name) || (name.startsWith('x-') && name !== 'x-upstream');

const otherFormat = (from: string, to: string): Fault => ({
  rule: 'format',
  message: `\`${from}\` cannot be sent as \`${to}\`: one of them is bytes that nobody looks into`,
  cure: 'write an `upstreamType` of the same kind, or none',
});

const unlookedAt = (name: string, mediaType: string): Fault => ({
  rule: 'binary-schema',
  message: `\`${name}\` cannot be held for \`${mediaType}\`: its content is passed on without being looked at`,
  cure: 'write `{ "type": "string", "format": "binary" }`; `limits.uploadBytes` limits the size',
});

const noRoom = (mediaType: string): Fault => ({
  rule: 'binary-body',
  message: `other values cannot land in a body of \`${mediaType}\`: it is passed on as it comes`,
  cure: 'let them land in the path, the query or a header',
});
