import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { completeStyle, isStyleCell, styleCells, type StyleCell } from '../../../src/codec/style/style-table.ts';
import { styles } from '../../../src/codec/style/style.ts';
import { textLocations } from '../../../src/http/location.ts';

/** OpenAPI 3.1.1, "Style Examples", without the styles `matrix` and `label`. */
const defined: readonly string[] = [
  'form true query list',
  'form true query object',
  'form false query list',
  'form false query object',
  'form false cookie list',
  'form false cookie object',
  'simple true path list',
  'simple true path object',
  'simple false path list',
  'simple false path object',
  'simple true header list',
  'simple true header object',
  'simple false header list',
  'simple false header object',
  'spaceDelimited false query list',
  'spaceDelimited false query object',
  'pipeDelimited false query list',
  'pipeDelimited false query object',
  'deepObject true query object',
];

const nameOf = (cell: StyleCell): string => `${cell.style} ${cell.explode} ${cell.in} ${cell.kind}`;

describe('the table of styles', () => {
  it('holds the cells that OpenAPI defines, without the exploded cookie', () =>
    assert.deepEqual(styleCells.map(nameOf).sort(), [...defined].sort()));

  for (const style of styles) {
    for (const explode of [true, false]) {
      for (const location of textLocations) {
        for (const kind of ['list', 'object'] as const) {
          const cell = { style, explode, in: location, kind };
          it(`${defined.includes(nameOf(cell)) ? 'has' : 'lacks'} ${nameOf(cell)}`, () =>
            assert.equal(isStyleCell(cell), defined.includes(nameOf(cell))));
        }
      }
    }
  }

  it('has a cell for the default style of every location', () => {
    for (const location of textLocations) {
      for (const kind of ['list', 'object'] as const) {
        assert.ok(isStyleCell({ ...completeStyle(location), in: location, kind }), location);
      }
    }
  });

  it('keeps an `explode` that is said', () =>
    assert.deepEqual(completeStyle('query', { explode: false }), { style: 'form', explode: false }));

  it('has a cell for every style with its default of explode', () => {
    for (const { style, in: location, kind } of styleCells) {
      assert.ok(isStyleCell({ ...completeStyle(location, { style }), in: location, kind }));
    }
  });
});
