import { type MediaType, parseMediaType } from '../../http/media-type.ts';
import type { DescribedContent } from '../../openapi/read/backend-description.ts';

/**
 * The contents that a media type is described by: of its own name and parameters, of its name, of its range, or of any.
 *
 * Out: several where the description tells them apart by parameters that are not sent, such as `profile`: each may be meant.
 */
export function contentsFor(
  mediaType: string,
  contents: Readonly<Record<string, DescribedContent>>,
): readonly DescribedContent[] {
  const sent = readType(mediaType);
  const [type = ''] = sent.essence.split('/');
  const described = Object.entries(contents).map(([written, content]) => ({ ...readType(written), content }));
  for (const wanted of [sent.essence, `${type}/*`, '*/*']) {
    const same = described.filter(({ essence }) => essence === wanted);
    const exact = same.filter(({ parameters }) => parametersText(parameters) === parametersText(sent.parameters));
    const found = exact.length > 0 ? exact : same;
    if (found.length > 0) return found.map(({ content }) => content);
  }
  return [];
}

const readType = (written: string): MediaType =>
  parseMediaType(written) ?? { essence: written.trim().toLowerCase(), parameters: new Map() };

/** A charset and a boundary say how a content is written, not what it means. */
const parametersText = (parameters: MediaType['parameters']): string =>
  JSON.stringify([...parameters].filter(([name]) => name !== 'charset' && name !== 'boundary').sort());
