import { date } from './builtin/date.ts';
import { base64, base64url, json, percent } from './builtin/encoded-text.ts';
import { join } from './builtin/join.ts';
import { lower, prefix, suffix, trim, upper } from './builtin/plain-text.ts';
import { scale } from './builtin/scale.ts';
import { boolean, number, text } from './builtin/scalar-text.ts';
import { unixMillis, unixSeconds } from './builtin/unix-time.ts';
import { uuidCompact } from './builtin/uuid-compact.ts';
import { values } from './builtin/values.ts';
import { words } from './builtin/words.ts';
import type { CodecKind } from './codec-kind.ts';
import { shapeCodecs } from './shape/shape-codecs.ts';

/** Every built-in codec, with a line of documentation and an example, in the order of the reference. */
export const builtinCodecs: readonly CodecKind[] = [
  unixSeconds,
  unixMillis,
  date,
  values,
  words,
  text,
  number,
  boolean,
  scale,
  join,
  uuidCompact,
  upper,
  lower,
  trim,
  prefix,
  suffix,
  base64,
  base64url,
  percent,
  json,
  ...shapeCodecs,
];
