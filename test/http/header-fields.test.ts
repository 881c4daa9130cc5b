import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitFieldList } from '../../src/http/field-list.ts';
import { connectionOptions } from '../../src/http/header-fields.ts';

const connections: [name: string, rawHeaders: string[], options: string[]][] = [
  ['no line', ['X-A', '1'], []],
  ['one line', ['Connection', 'close, X-Hop'], ['close', 'x-hop']],
  ['several lines in any case', ['CONNECTION', 'A', 'X-A', '1', 'connection', ' b ,C'], ['a', 'b', 'c']],
  ['a field whose value is that name', ['X-A', 'connection', 'X-B', 'y'], []],
];

for (const [name, rawHeaders, options] of connections) {
  test(`reads what Connection names from ${name}`, () => {
    assert.deepEqual([...connectionOptions(rawHeaders)], options);
  });
}

const lists: [name: string, value: string, members: string[] | undefined][] = [
  ['plain members', 'a, b;x=1 ,c', ['a', 'b;x=1', 'c']],
  ['commas in quotes', 'a; x="1,2", b', ['a; x="1,2"', 'b']],
  ['escaped quotes', 'a; x="\\",", b', ['a; x="\\","', 'b']],
  ['empty members', ' , a,, ', ['a']],
  ['nothing', '', []],
  ['a quote that is not closed', 'a; x="1, b', undefined],
];

for (const [name, value, members] of lists) {
  test(`cuts a list with ${name}`, () => {
    assert.deepEqual(splitFieldList(value), members);
  });
}
