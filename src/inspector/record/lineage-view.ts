import { stringifyJson } from '../../codec/json-text/stringify.ts';
import type { Locate } from '../../contract/finding-list.ts';
import { shownLineage, sourceText } from '../../explain/shown-lineage.ts';
import type { LineageRow, LineageSource } from '../../lineage/lineage.ts';
import type { Difference, LineageView, PlaceView, SourceView } from '../protocol-request.ts';

/** Longer values are cut. In characters. */
const longest = 1000;

/** Lineage for the page: sources in words, and where the contract says so. */
export function lineageView(rows: readonly LineageRow[], locate: Locate): LineageView[] {
  return shownLineage(rows, locate).map(({ to, value, from, codecs, rules }) => ({
    to,
    ...(value !== undefined && { value: cut(stringifyJson(value)) }),
    from: from.map(sourceView),
    codecs,
    rules,
  }));
}

const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}...` : text);

function sourceView(source: LineageSource): SourceView {
  const text = sourceText({ from: [source], codecs: [] });
  return 'place' in source && typeof source.place === 'object'
    ? { kind: source.kind, place: source.place, text }
    : { kind: source.kind, text };
}

/** Says what the mapping made of values: what keeps its place and its form is no difference. */
export function differencesOf(lineage: readonly LineageView[], dropped: readonly PlaceView[]): Difference[] {
  const changed = lineage.flatMap(({ to, from, codecs }): Difference[] => {
    const [source] = from;
    const through = codecs.length === 0 ? '' : `through ${codecs.join(', ')}`;
    if (source === undefined) return [];
    if (source.place === undefined || source.kind === 'default') {
      return [{ kind: 'added', to, text: join(source.text, through) }];
    }
    const kind = changeOf(source.place, to, codecs.length > 0);
    return kind === undefined ? [] : [{ kind, from: source.place, to, text: through }];
  });
  return [...changed, ...dropped.map((from): Difference => ({ kind: 'dropped', from, text: 'not sent' }))];
}

const join = (...texts: readonly string[]): string => texts.filter((text) => text !== '').join(', ');

function changeOf(from: PlaceView, to: PlaceView, isConverted: boolean): Difference['kind'] | undefined {
  if (from.in !== to.in) return 'moved';
  if (from.name !== to.name || from.pointer !== to.pointer) return 'renamed';
  return isConverted ? 'converted' : undefined;
}
