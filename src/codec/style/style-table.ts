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

/** How a list or object is written, as far as somebody says so. */
export interface WrittenStyle {
  readonly style?: Style | undefined;
  readonly explode?: boolean | undefined;
}

/**
 * Completes what is said of a style with the defaults of its location.
 *
 * In:  `query` and nothing; `query` and `{ style: 'spaceDelimited' }`.
 * Out: `{ style: 'form', explode: true }`; `{ style: 'spaceDelimited', explode: false }`.
 * Source: OpenAPI 3.1, Parameter Object; differs in one point: a cookie is not exploded, since an exploded list or
 * object has no form in a cookie.
 */
export function completeStyle(
  location: TextLocation,
  { style = defaultStyles[location], explode }: WrittenStyle = {},
): { style: Style; explode: boolean } {
  const isExploded = style === 'deepObject' || (style === 'form' && location !== 'cookie');
  return { style, explode: explode ?? isExploded };
}

const defaultStyles: Readonly<Record<TextLocation, Style>> = {
  path: 'simple',
  query: 'form',
  header: 'simple',
  cookie: 'form',
};
