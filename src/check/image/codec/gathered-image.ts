import type { Gather } from '../../../contract/upstream-route.ts';
import { objectOf } from '../entries-schema.ts';
import type { Entries, Entry } from '../part.ts';
import { wrappedImage } from './codec-image.ts';

/** An object that is gathered from several values, or what its codec makes of it. */
export function gatheredImage({ codec }: Gather, entries: Entries): Pick<Entry, 'schema' | 'always'> {
  const always = [...entries.values()].some((entry) => entry.always);
  const schema = objectOf(entries);
  return { schema: codec === undefined ? schema : wrappedImage(codec, schema), always };
}
