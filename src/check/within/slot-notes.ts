import { CodecRefusal } from '../../codec/codec.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import { checkSlotValue } from '../../codec/style/format-value.ts';
import { written } from '../../codec/value-words.ts';
import type { Operation } from '../../contract/contract.ts';
import type { Slot } from '../../contract/upstream-route.ts';
import type { TextLocation } from '../../http/location.ts';
import { keepsContent } from '../image/plan-facts.ts';
import type { PlainSchema } from '../image/plain-schema.ts';
import { acceptedOf, callersSchema, inside, mappingPlace, type WithinSite } from './accepted.ts';
import { type DeclaredValue, placeWords } from './declared-values.ts';
import type { WithinNote } from './note.ts';

/** Texts that a place may not carry, the most telling first. */
const texts: Readonly<Record<TextLocation, readonly string[]>> = {
  path: ['', '..'],
  query: [],
  header: ['€', 'a\nb', ' a'],
  cookie: ['a b', 'a;b', 'é'],
};

/** What a place carries of texts, for schemas that accept none of those. */
const domains: Readonly<Partial<Record<TextLocation, PlainSchema>>> = {
  path: { minLength: 1, not: { enum: ['.', '..'] } },
  header: { pattern: '^[!-~\\xa0-\\xff](?:[\\t -~\\xa0-\\xff]*[!-~\\xa0-\\xff])?$' },
  cookie: { pattern: '^[!#-+.-:<-\\[\\]-~-]*$' },
};

const delimiters: Readonly<Record<string, string>> = { pipeDelimited: '|', spaceDelimited: ' ' };

/** Whether a value that moves out of its place can be written where it lands; one that cannot is refused as `unsendable`. */
export function slotNotes(value: DeclaredValue, { upstream }: Operation, site: WithinSite): WithinNote[] {
  const target = value.rule?.target;
  if (target?.kind !== 'slot' || target.member !== undefined || !keepsContent(value.plan)) return [];
  const slot = upstream.slots[target.index];
  if (slot === undefined || staysAlike(value, slot)) return [];
  // Beside other text an empty part makes no empty segment.
  const isPart = upstream.segments.some(
    (segment) => segment.length > 1 && segment.some((part) => part.kind === 'slot' && part.index === slot.index),
  );
  if (isPart) return [];
  const found = unsendable(value, slot, site);
  if (found === undefined) return [];
  const goes = `${slot.in} \`${slot.name}\``;
  const message = `the schema accepts ${written(found.value)}, which cannot be sent as ${goes}: ${found.reason}`;
  const cure = 'narrow the schema to what can be sent, by `pattern`, `minLength` or `enum`, or send it elsewhere';
  const base = { place: placeWords(value), at: mappingPlace(value.plan.place) };
  // What a path has no room for is a slip of the schema; few schemas shut out what headers and lists as text have none for.
  const severity = slot.in === 'path' ? 'warning' : 'note';
  return [{ ...base, rule: 'place-unsendable', severity, message, cure }];
}

/** What came in this way can go out this way. */
function staysAlike({ in: location, form, plan }: DeclaredValue, slot: Slot): boolean {
  if (location !== slot.in || plan.codec !== undefined || form === undefined) return false;
  return form.kind === 'scalar' || (form.style === slot.style && form.explode === slot.explode);
}

function unsendable(value: DeclaredValue, slot: Slot, site: WithinSite) {
  const { codec } = value.plan;
  const schema = callersSchema(value, site);
  const wanted = candidates(slot);
  // What no codec makes may still be what one keeps: a letter within a quoted text.
  const samples =
    codec === undefined ? wanted : [...wanted.map((made) => codec.decode(made)).filter(isValue), ...wanted];
  const domain = codec === undefined ? domains[slot.in] : undefined;
  const outside = domain === undefined ? undefined : inside(schema, domain, site);
  const sought = outside?.kind === 'refuted' ? [outside.witness] : [];
  for (const sample of [...acceptedOf(samples, schema, site), ...sought]) {
    const made = codec === undefined || sample === null ? sample : codec.encode(sample);
    const reason = made instanceof CodecRefusal ? undefined : checkSlotValue(slot, made);
    if (reason !== undefined) return { value: sample, reason };
  }
  return undefined;
}

const isValue = (value: JsonValue | CodecRefusal): value is JsonValue => !(value instanceof CodecRefusal);

function candidates(slot: Slot): JsonValue[] {
  const own = texts[slot.in];
  const isSplit = slot.style !== 'deepObject' && !(slot.style === 'form' && slot.explode);
  const items = isSplit ? [`a${delimiters[slot.style] ?? ','}b`] : [];
  return [...own, ...[...items, ...own].map((item) => [item]), ...(slot.in === 'path' ? [[]] : [])];
}
