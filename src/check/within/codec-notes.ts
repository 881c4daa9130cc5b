import { canonicalText } from '../../codec/canonical-text.ts';
import { type Codec, CodecRefusal } from '../../codec/codec.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import { written } from '../../codec/value-words.ts';
import { partsOf } from '../image/codec/codec-image.ts';
import { keepsContent } from '../image/plan-facts.ts';
import { acceptedOf, callersSchema, inside, mappingPlace, type WithinSite } from './accepted.ts';
import { type CodecLimit, limitOf } from './codec-limits.ts';
import { type DeclaredValue, placeWords } from './declared-values.ts';
import type { WithinNote } from './note.ts';

/**
 * Whether a codec takes all that the caller's schema accepts, and gives it back as it was.
 *
 * Out: notes with a value that the schema accepts and the codec, which is run on it, refuses or changes. What a codec
 * declares to lose is a finding of the contract already.
 */
export function codecNotes(value: DeclaredValue, site: WithinSite): WithinNote[] {
  const { codec } = value.plan;
  if (codec === undefined || !keepsContent(value.plan)) return [];
  const [first = codec] = codec.steps ?? [];
  const [name = '', argument = null] = partsOf(first.name);
  const limit = limitOf(name, argument);
  if (limit === undefined) return [];
  const tried = triedValues(value, limit, site);
  const base = { place: placeWords(value), at: mappingPlace(value.plan.place) };
  const isRare = (sample: JsonValue): boolean => limit.rare?.includes(sample) === true;
  const isNote = (sample: JsonValue): boolean => isRare(sample) || limit.isFine?.(sample) === true;
  const all = tried.filter((sample) => refusal(codec, sample) !== undefined);
  const refused = all.find((sample) => !isNote(sample)) ?? all[0];
  const changed = codec.lossy === undefined ? tried.find((sample) => backOf(codec, sample) !== undefined) : undefined;
  const notes: WithinNote[] = [];
  if (refused !== undefined) {
    const severity = isNote(refused) ? 'note' : 'warning';
    const message = `\`${name}\` refuses ${written(refused)}, which the schema accepts: ${refusal(codec, refused)}`;
    const cure = isRare(refused) ? 'leave it: callers that send it are told so' : limit.cure;
    notes.push({ ...base, rule: 'codec-partial', severity, message, cure });
  }
  if (changed !== undefined) {
    const message = `\`${name}\` keeps the meaning, but not the text: ${written(changed)} comes back as ${written(backOf(codec, changed) ?? null)}`;
    const cure = 'leave it where callers do not compare texts; otherwise narrow the schema to one way of writing it';
    notes.push({ ...base, rule: 'codec-changes', severity: 'note', message, cure });
  }
  return notes;
}

/** Values that the schema accepts: those that show a limit best, then one that is sought, then the rare ones. */
function triedValues(value: DeclaredValue, limit: CodecLimit, site: WithinSite): JsonValue[] {
  const { samples, domain, rare = [] } = limit;
  const schema = callersSchema(value, site);
  const accepted = acceptedOf(samples, schema, site);
  const outside = domain === undefined ? undefined : inside(schema, domain, site);
  const found = outside?.kind === 'refuted' ? [outside.witness] : [];
  return [...accepted, ...found, ...acceptedOf(rare, schema, site)];
}

function refusal(codec: Codec, value: JsonValue): string | undefined {
  const result = value === null ? null : codec.encode(value);
  return result instanceof CodecRefusal ? result.reason : undefined;
}

/** What a value comes back as, where that is another one. */
function backOf(codec: Codec, value: JsonValue): JsonValue | undefined {
  const made = codec.encode(value);
  const back = made instanceof CodecRefusal ? made : codec.decode(made);
  return back instanceof CodecRefusal || canonicalText(back) === canonicalText(value) ? undefined : back;
}
