import assert from 'node:assert/strict';
import type { LookupAddress } from 'node:dns';
import { test } from 'node:test';
import { AddressBook } from '../../../src/upstream/lookup/address-book.ts';
import { compileDenied, isAddressRange } from '../../../src/upstream/lookup/denied-addresses.ts';
import { clockAt } from '../target/made-target.ts';

const failing = (code: string): Error => Object.assign(new Error(code), { code });

function openBook(denied: readonly string[] = []) {
  const clock = clockAt(0);
  const world: { answer: readonly string[] | Error; asked: number } = { answer: ['10.0.0.1'], asked: 0 };
  const resolve = async (): Promise<LookupAddress[]> => {
    world.asked += 1;
    if (world.answer instanceof Error) throw world.answer;
    return world.answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  };
  const settings = { refreshMs: 30_000, negativeMs: 1000, isDenied: compileDenied(denied) };
  const book = new AddressBook('users.example', settings, { resolve, now: clock.now });
  const look = (): Promise<string[] | string> =>
    new Promise((done) => {
      book.lookup('users.example', { all: true }, (error, addresses) => {
        if (error !== null) done(String(error.code));
        else done(Array.isArray(addresses) ? addresses.map(({ address }) => address) : [addresses]);
      });
    });
  return { book, clock, world, look };
}

test('a name is asked for once while its addresses are believed, then again', async () => {
  const { look, world, clock } = openBook();
  await Promise.all([look(), look(), look()]);
  clock.ms = 29_999;
  await look();
  assert.equal(world.asked, 1);
  clock.ms = 30_000;
  world.answer = ['10.0.0.2'];
  assert.deepEqual(await look(), ['10.0.0.2']);
});

test('after a failed connection it is asked for again soon, but not at every failure', async () => {
  const { book, look, world, clock } = openBook();
  await look();
  world.answer = ['10.0.0.2'];
  book.doubt();
  assert.deepEqual(await look(), ['10.0.0.1']);
  clock.ms = 1000;
  assert.deepEqual(await look(), ['10.0.0.2']);
  await look();
  assert.equal(world.asked, 2);
});

test('that a name does not exist is believed briefly', async () => {
  const { look, world, clock } = openBook();
  world.answer = failing('ENOTFOUND');
  assert.equal(await look(), 'ENOTFOUND');
  world.answer = ['10.0.0.1'];
  clock.ms = 999;
  assert.deepEqual([await look(), world.asked], ['ENOTFOUND', 1]);
  clock.ms = 1000;
  assert.deepEqual(await look(), ['10.0.0.1']);
});

test('while the name service is silent the addresses that were known are used; a denial ends them', async () => {
  const { look, world, clock } = openBook();
  await look();
  world.answer = failing('EAI_AGAIN');
  clock.ms = 30_000;
  assert.deepEqual(await look(), ['10.0.0.1']);
  world.answer = failing('ENOTFOUND');
  clock.ms = 31_000;
  assert.equal(await look(), 'ENOTFOUND');
});

test('connections begin with each address in turn, those of the preferred family first', async () => {
  const { look, world } = openBook();
  world.answer = ['10.0.0.1', '10.0.0.2', 'fd00::1', '10.0.0.3'];
  const firsts = [];
  for (let times = 0; times < 6; times += 1) {
    const found = await look();
    firsts.push(found[0]);
    assert.equal(found.at(-1), 'fd00::1');
    assert.equal(found.length, 4);
  }
  assert.deepEqual([...new Set(firsts)].sort(), ['10.0.0.1', '10.0.0.2', '10.0.0.3']);
});

test('denied addresses are taken out at every connection, and with all of them nothing is connected to', async () => {
  const { look, world, clock } = openBook(['127.0.0.0/8', '::1', '169.254.169.254']);
  world.answer = ['1.2.3.4', '127.0.0.1'];
  assert.deepEqual(await look(), ['1.2.3.4']);
  clock.ms = 30_000;
  world.answer = ['127.0.0.1', '::ffff:127.0.0.9', '::1'];
  assert.equal(await look(), 'ADDRESS_DENIED');
});

test('a refresh tells whether an address has gone, not whether one has come', async () => {
  const { book, look, world } = openBook();
  await look();
  world.answer = ['10.0.0.1', '10.0.0.2'];
  assert.equal(await book.refresh(), false);
  world.answer = ['10.0.0.2'];
  assert.equal(await book.refresh(), true);
  world.answer = failing('EAI_AGAIN');
  assert.equal(await book.refresh(), false);
});

for (const [text, expected] of [
  ['10.0.0.0/8', true],
  ['10.0.0.1', true],
  ['::1', true],
  ['fd00::/8', true],
  ['10.0.0.0/33', false],
  ['10.0.0.0/', false],
  ['10.0.0', false],
  ['fe80::1%eth0', false],
  ['localhost', false],
] as const) {
  test(`\`${text}\` is ${expected ? 'an address or a network' : 'neither an address nor a network'}`, () => {
    assert.equal(isAddressRange(text), expected);
  });
}
