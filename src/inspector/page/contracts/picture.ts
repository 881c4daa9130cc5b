import type { ArrowEnd, MappingArrow } from '../../protocol-contracts.ts';
import { codecLabel, placeLabel, placeOrder } from './place-words.ts';

/** A mapping as a picture: two columns of rows, and lines between them. */
export interface Picture {
  readonly left: readonly PictureRow[];
  readonly right: readonly PictureRow[];
  readonly lines: readonly PictureLine[];
  /** Of the longer column. */
  readonly rows: number;
}

/** One row of a column; its index in the column is where it stands. */
export type PictureRow =
  /** `contract` stands above what the contract adds. */
  { readonly kind: 'heading'; readonly text: ArrowEnd['in'] | 'contract' } | PictureEnd;

/** A name at one end of lines. */
export interface PictureEnd {
  readonly kind: 'place' | 'source';
  /** Names it among the rows of its column. */
  readonly key: string;
  readonly label: string;
  readonly end: ArrowEnd | undefined;
  /** Of what the contract adds. */
  readonly source: MappingArrow['source'];
  /** What is applied on the way into it; one text for each line that is not alike. */
  readonly codecs: readonly CodecChip[];
  readonly reasons: readonly string[];
  /** `dropped`: no line leads on. `unfilled`: no line leads in. */
  readonly fate: 'joined' | 'dropped' | 'unfilled';
}

/** The codecs of one line, in short and in full. */
export interface CodecChip {
  readonly label: string;
  readonly title: string;
}

/** A line from a row of the left column to one of the right. */
export interface PictureLine {
  readonly from: string;
  readonly to: string;
  readonly fromRow: number;
  readonly toRow: number;
  readonly isAdded: boolean;
}

interface Ends {
  readonly ends: Map<string, PictureEnd>;
}

/**
 * Lays rules out: on the left what values come from, by location and then what the contract adds; on the right where they go, so that
 * lines cross little. Every place has one row on its side, however many rules name it.
 */
export function layPicture(rules: readonly MappingArrow[]): Picture {
  const left: Ends = { ends: new Map() };
  const right: Ends = { ends: new Map() };
  const pairs = rules.flatMap((rule): readonly { from: string; to: string; isAdded: boolean }[] => {
    const from = add(left, rule, 'from');
    const to = rule.to === undefined ? undefined : add(right, rule, 'to');
    return from === undefined || to === undefined ? [] : [{ from, to, isAdded: rule.kind === 'added' }];
  });
  const leftRows = withHeadings([...left.ends.values()]);
  const fromRows = rowsByKey(leftRows);
  const weights = weightsOf(pairs, fromRows);
  const sorted = [...right.ends.values()].toSorted((one, other) => weights(one.key) - weights(other.key));
  const rightRows = withHeadings(sorted);
  const toRows = rowsByKey(rightRows);
  const seen = new Map(pairs.map((pair) => [JSON.stringify([pair.from, pair.to]), pair]));
  const lines = [...seen.values()].map((pair) => ({
    ...pair,
    fromRow: fromRows.get(pair.from) ?? 0,
    toRow: toRows.get(pair.to) ?? 0,
  }));
  return { left: leftRows, right: rightRows, lines, rows: Math.max(leftRows.length, rightRows.length) };
}

function add({ ends }: Ends, rule: MappingArrow, side: 'from' | 'to'): string | undefined {
  const end = rule[side];
  const source = side === 'from' && end === undefined ? rule.source : undefined;
  if (end === undefined && source === undefined) return undefined;
  const key = JSON.stringify(end === undefined ? [source?.kind, source?.text] : [end.in, end.name, end.pointer]);
  const known = ends.get(key);
  const isEnd = side === 'to' || rule.kind === 'dropped';
  const fate = rule.kind === 'dropped' || rule.kind === 'unfilled' ? rule.kind : 'joined';
  ends.set(key, {
    kind: end === undefined ? 'source' : 'place',
    key,
    label: end === undefined ? (source?.text ?? '') : placeLabel(end),
    end,
    source,
    codecs: isEnd ? withChip(known?.codecs ?? [], rule.codecs) : (known?.codecs ?? []),
    reasons: joined(known?.reasons, isEnd ? rule.reasons : []),
    // What goes somewhere in one branch is not dropped.
    fate: known?.fate === 'joined' ? 'joined' : fate,
  });
  return key;
}

function withChip(known: readonly CodecChip[], codecs: readonly string[]): readonly CodecChip[] {
  const title = codecs.join(' → ');
  if (codecs.length === 0 || known.some((chip) => chip.title === title)) return known;
  return [...known, { label: codecs.map(codecLabel).join(' → '), title }];
}

const joined = (known: readonly string[] = [], more: readonly string[]): readonly string[] => [
  ...new Set([...known, ...more]),
];

function withHeadings(ends: readonly PictureEnd[]): readonly PictureRow[] {
  return [...placeOrder, 'contract' as const].flatMap((text): readonly PictureRow[] => {
    const below = ends.filter(({ end }) => (end?.in ?? 'contract') === text);
    return below.length === 0 ? [] : [{ kind: 'heading', text }, ...below];
  });
}

function rowsByKey(rows: readonly PictureRow[]): ReadonlyMap<string, number> {
  return new Map(rows.flatMap((row, index) => (row.kind === 'heading' ? [] : [[row.key, index] as const])));
}

/** Where the lines into a row come from, on the average; what no line leads to stands last. */
function weightsOf(
  pairs: readonly { readonly from: string; readonly to: string }[],
  fromRows: ReadonlyMap<string, number>,
): (key: string) => number {
  const rows = new Map<string, number[]>();
  for (const { from, to } of pairs) rows.set(to, [...(rows.get(to) ?? []), fromRows.get(from) ?? 0]);
  return (key) => {
    const own = rows.get(key) ?? [];
    return own.length === 0 ? Number.MAX_SAFE_INTEGER : own.reduce((sum, row) => sum + row, 0) / own.length;
  };
}
