import { parseMediaType } from '../../http/media-type.ts';
import type { DescribedContent } from '../../openapi/read/backend-description.ts';

/** The content that a media type is described by: of its own name, of its range, or of any. */
export function contentFor(
  mediaType: string,
  contents: Readonly<Record<string, DescribedContent>>,
): DescribedContent | undefined {
  const [type = ''] = mediaType.split('/');
  const essences = Object.entries(contents).map(
    ([written, content]) => [parseMediaType(written)?.essence ?? written.toLowerCase(), content] as const,
  );
  for (const wanted of [mediaType, `${type}/*`, '*/*']) {
    const found = essences.find(([essence]) => essence === wanted);
    if (found !== undefined) return found[1];
  }
  return undefined;
}
