import { childOf } from '../../contract/json-pointer.ts';
import type { DescribedContent } from '../read/backend-description.ts';
import type { LossList } from './loss-list.ts';

/** Of each range, the media types that callers send most. */
const ofRange: Readonly<Record<string, readonly string[]>> = {
  'text/*': ['text/plain'],
  'image/*': ['image/png', 'image/jpeg', 'image/gif', 'image/webp'],
  'audio/*': ['audio/mpeg', 'audio/ogg', 'audio/wav'],
  'video/*': ['video/mp4', 'video/webm'],
};

/**
 * The media types of a contract for one of a document: without parameters, and for a range those that are most likely meant.
 *
 * Out: none for what is no media type; that, and what a range is read as, is told.
 */
export function plainTypes(losses: LossList, mediaType: string, described: DescribedContent): readonly string[] {
  const essence = (mediaType.split(';')[0] ?? '').trim().toLowerCase();
  if (/^[a-z0-9!#$&^_.-]+\/[a-z0-9!#$&^_.+-]+$/.test(essence)) return [essence];
  const anything = childOf(described.schema, 'format') === 'binary' ? 'application/octet-stream' : 'application/json';
  const taken = essence === '*/*' || essence === 'application/*' ? [anything] : (ofRange[essence] ?? []);
  losses.add(described, 'media-range', taken.length > 0 ? rangeWords(mediaType, taken) : noTypeWords(mediaType));
  return taken;
}

const rangeWords = (mediaType: string, taken: readonly string[]) =>
  [
    `\`${mediaType}\` is a range of media types; ${taken.map((name) => `\`${name}\``).join(', ')} ${taken.length === 1 ? 'is' : 'are'} declared`,
    'declare the others that callers send, one by one',
  ] as const;

const noTypeWords = (mediaType: string) =>
  [`\`${mediaType}\` is no media type that a contract can name, and is left out`, 'name the media types'] as const;
