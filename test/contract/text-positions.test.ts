import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { pointerTo } from '../../src/contract/json-pointer.ts';
import { TextPositions } from '../../src/contract/text-positions.ts';

/** Every pointer of a value, with the text that must stand there: a member's name, or the start of an item. */
function* places(value: unknown, pointer = ''): Generator<[pointer: string, text: string]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    const below = pointerTo(pointer, name);
    const start = JSON.stringify(member).slice(0, 1);
    yield [below, Array.isArray(value) ? start : JSON.stringify(name)];
    yield* places(member, below);
  }
}

describe('TextPositions', () => {
  it('finds every member and item of any JSON text', () => {
    const spaces = fc.constantFrom(undefined, 1, '\t', '  ');
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), spaces, (value, space) => {
        const text = JSON.stringify(value, undefined, space);
        const lines = text.split('\n');
        const positions = new TextPositions(() => text);
        for (const [pointer, expected] of places(JSON.parse(text))) {
          const { line = 0, column = 0 } = positions.locate(pointer) ?? {};
          const found = lines[line - 1]?.slice(column - 1) ?? '';
          assert.ok(found.startsWith(expected), `${pointer}: ${found} does not start with ${expected}`);
        }
      }),
    );
  });

  it('counts lines that end with CR and LF once', () => {
    const positions = new TextPositions(() => '{\r\n  "a": 1,\r\n  "b": 2\r\n}');
    assert.deepEqual(positions.locate('/b'), { line: 3, column: 3 });
  });

  it('points at the last of two equal names, which is the one that counts', () => {
    const positions = new TextPositions(() => '{"a": 1,\n "a": {"b": 2}}');
    assert.deepEqual(positions.locate('/a'), { line: 2, column: 2 });
    assert.deepEqual(positions.locate('/a/b'), { line: 2, column: 8 });
  });

  it('reads the text at the first question only', () => {
    let reads = 0;
    const positions = new TextPositions(() => {
      reads += 1;
      return '{"a": 1}';
    });
    assert.equal(reads, 0);
    positions.locate('/a');
    positions.locate('');
    assert.equal(reads, 1);
  });
});
