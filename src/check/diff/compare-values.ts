import type { JsonValue } from '../../codec/json-value.ts';
import type { Memory } from '../contain/memory.ts';
import type { Effect, Noted, Witness } from './change.ts';
import { compareSchemas, type Counterexample, judgeWithin, type PlacedSchema } from './judge-schemas.ts';

/** What two contracts take in one place, and how a value of it is tried. */
export interface TakenValues {
  readonly before: PlacedSchema;
  readonly after: PlacedSchema;
  /** As the message names it: "query `age`". */
  readonly called: string;
  readonly at: Pick<Noted, 'in' | 'name'>;
  readonly memory: Memory;
  /** Shows that the newer contract refuses a value that the older one takes; `undefined` where it does not. */
  refused(value: JsonValue): Witness | undefined;
  /** Seeks such a value at random among those that the older contract takes. */
  search(): Witness | undefined;
}

/** What callers may no longer send in one place, or may send now; none where both take the very same. */
export function compareTaken({ before, after, called, at, memory, refused, search }: TakenValues): Noted[] {
  const { within, around } = compareSchemas(before, after, memory);
  if (within.kind === 'proved' && around.kind === 'proved') return [];
  const base = { side: 'callers', ...at, before: before.place, after: after.place } as const;
  if (within.kind === 'proved') {
    const more = around.kind === 'refuted' ? `, such as ${shown(around.value)}` : '';
    return [{ ...base, effect: 'compatible', kind: 'takes-more', message: `${called} takes more${more}` }];
  }
  if (within.kind === 'undecided') {
    const message = `${called} takes other values`;
    const found = { ...base, kind: 'takes-other', message, because: within.because } as const;
    const shownBy = search();
    return [
      shownBy === undefined ? { ...found, effect: 'unknown' } : { ...found, effect: 'breaking', witness: shownBy },
    ];
  }
  const witness = refused(within.value) ?? search();
  const isNarrower = around.kind === 'proved';
  const verdict = {
    kind: isNarrower ? 'takes-less' : 'takes-other',
    message: `${called} takes ${isNarrower ? 'less' : 'other values'}`,
    because: becauseOf(within),
  };
  if (witness !== undefined) return [{ ...base, ...verdict, effect: 'breaking', witness }];
  const because = `${becauseOf(within)}; no request was found that shows it`;
  return [{ ...base, ...verdict, effect: 'unknown', because, value: within.value }];
}

/** What two contracts say that somebody gets: callers in an answer, the backend in a request. */
export interface GivenValues {
  readonly before: PlacedSchema;
  readonly after: PlacedSchema;
  /** What the receiver has to bear of the older contract, where that is more than what it gives. @default before */
  readonly promised?: PlacedSchema;
  readonly called: string;
  readonly at: Pick<Noted, 'in' | 'name' | 'side'>;
  readonly memory: Memory;
  /** What it is where something is given that was not given before. */
  readonly effectOfMore: Effect;
}

/** Who gets values has to bear each of them: fewer are no harm, others may be one. */
export function compareGiven(given: GivenValues): Noted[] {
  const { called, at, memory, effectOfMore, before, after, promised = before } = given;
  const { within: less, around: more } = compareSchemas(before, after, memory);
  if (less.kind === 'proved' && more.kind === 'proved') return [];
  const base = { ...at, before: before.place, after: after.place } as const;
  const verb = at.side === 'backend' ? 'sent' : 'given';
  if (more.kind === 'proved') {
    const gone = less.kind === 'refuted' ? `, such as ${shown(less.value)}` : '';
    const message = `${called}: some values are no longer ${verb}${gone}`;
    return [{ ...base, effect: 'compatible', kind: 'gives-less', message }];
  }
  const kind = less.kind === 'proved' ? 'gives-more' : 'gives-other';
  const message = `${called}: other values are ${verb} than before`;
  const harm = promised === before ? more : judgeWithin(after, promised, memory);
  if (harm.kind === 'undecided') return [{ ...base, effect: 'unknown', kind, message, because: harm.because }];
  if (harm.kind === 'refuted') {
    return [{ ...base, effect: effectOfMore, kind, message, because: becauseOf(harm), value: harm.value }];
  }
  const told = more.kind === 'refuted' ? `, such as ${shown(more.value)}` : '';
  const because = 'only members are new that nobody was promised to be without';
  return [{ ...base, effect: 'compatible', kind, message: `${message}${told}`, because }];
}

const becauseOf = ({ at, because }: Counterexample): string => (at === '' ? because : `at \`${at}\`, ${because}`);

/** A value as messages show it, cut where it is long. */
export function shown(value: JsonValue): string {
  const text = JSON.stringify(value);
  return `\`${text.length > 80 ? `${text.slice(0, 77)}...` : text}\``;
}
