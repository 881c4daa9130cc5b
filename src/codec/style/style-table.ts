import type { TextLocation } from '../../http/location.ts';
import type { Style } from './style.ts';

/** One cell of OpenAPI's table of styles. */
export interface StyleCell {
  readonly style: Style;
  readonly explode: boolean;
  readonly in: TextLocation;
  readonly kind: 'list' | 'object';
}

interface StyleRow {
  readonly style: Style;
  readonly in: readonly TextLocation[];
  readonly explode: readonly boolean[];
  readonly kinds: readonly StyleCell['kind'][];
}

// A cookie in form style cannot be exploded: the items would be parted by `&`, which cookies do not know.
// Space, pipe and deep object are defined for one value of explode only. Source: OpenAPI 3.1.1, "Style Examples".
const rows: readonly StyleRow[] = [
  { style: 'form', in: ['query'], explode: [true, false], kinds: ['list', 'object'] },
  { style: 'form', in: ['cookie'], explode: [false], kinds: ['list', 'object'] },
  { style: 'simple', in: ['path', 'header'], explode: [true, false], kinds: ['list', 'object'] },
  { style: 'spaceDelimited', in: ['query'], explode: [false], kinds: ['list', 'object'] },
  { style: 'pipeDelimited', in: ['query'], explode: [false], kinds: ['list', 'object'] },
  { style: 'deepObject', in: ['query'], explode: [true], kinds: ['object'] },
];

/** Every cell that is defined; lists and objects can be written as text in these ways and in no other. */
export const styleCells: readonly StyleCell[] = rows.flatMap((row) =>
  row.in.flatMap((location) =>
    row.explode.flatMap((explode) => row.kinds.map((kind) => ({ style: row.style, explode, in: location, kind }))),
  ),
);

/** Whether a list or object can be written in a style at a location. */
export const isStyleCell = (cell: StyleCell): boolean =>
  styleCells.some(
    (known) =>
      known.style === cell.style && known.explode === cell.explode && known.in === cell.in && known.kind === cell.kind,
  );

/**
 * The style of a location where none is named. Differs from OpenAPI in one point: a cookie is not exploded, since an
 * exploded list or object has no form in a cookie.
 */
export function defaultStyle(location: TextLocation): { style: Style; explode: boolean } {
  switch (location) {
    case 'query':
      return { style: 'form', explode: true };
    case 'cookie':
      return { style: 'form', explode: false };
    case 'path':
    case 'header':
      return { style: 'simple', explode: false };
  }
}

/** Whether a style is exploded where `explode` is not said. */
export const defaultExplode = (style: Style, location: TextLocation): boolean =>
  style === 'deepObject' || (style === 'form' && location !== 'cookie');
