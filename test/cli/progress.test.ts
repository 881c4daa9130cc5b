import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import { skipWithout } from '../support/needed-program.ts';
import { Progress, type ProgressStream } from '../../src/cli/progress.ts';

const erase = '\r\u001b[K';

/** A progress on a stream that remembers, with a clock that the test sets. */
function shownBy(given: Partial<ProgressStream> & { readonly term?: string }) {
  const written: string[] = [];
  const clock = { ms: 1000 };
  const stream: ProgressStream = { isTTY: true, columns: 60, ...given, write: (text) => written.push(text) };
  return { written, clock, progress: new Progress(stream, { term: given.term, now: () => clock.ms }) };
}

describe('progress', () => {
  const silent: readonly [where: string, given: Parameters<typeof shownBy>[0]][] = [
    ['a pipe', { isTTY: false }],
    ['a terminal that cannot erase', { term: 'dumb' }],
  ];
  for (const [where, given] of silent) {
    it(`writes nothing to ${where}`, () => {
      const { progress, written } = shownBy(given);
      progress.show('comparing');
      progress.show('');
      assert.deepEqual(written, []);
    });
  }

  it('replaces what was shown, and takes it away once', () => {
    const { progress, written } = shownBy({});
    for (const text of ['reading a.json', 'comparing b', '', '']) progress.show(text);
    assert.deepEqual(written, [`${erase}reading a.json`, `${erase}comparing b`, erase]);
  });

  it('hands no name in it to the terminal as an order', () => {
    const { progress, written } = shownBy({});
    progress.show('checking \u001b]0;x\u0007\n');
    assert.deepEqual(written, [`${erase}checking \\u001b]0;x\\u0007\\u000a`]);
  });

  it('leaves out counts that come faster than they are read', () => {
    const { progress, written, clock } = shownBy({});
    for (let done = 1; done <= 200; done += 1) {
      progress.show(`${done} of 200 rules broken`);
      clock.ms += 1;
    }
    assert.equal(written.length, 3);
  });

  it('tells how long the rest may take, after a while', () => {
    const { progress, written, clock } = shownBy({});
    progress.show('0 of 100 rules broken');
    clock.ms += 2000;
    progress.show('10 of 100 rules broken');
    clock.ms += 2000;
    progress.show('20 of 100 rules broken');
    clock.ms += 500_000;
    progress.show('40 of 100 rules broken');
    assert.deepEqual(
      written.map((text) => text.slice(erase.length)),
      [
        '0 of 100 rules broken',
        '10 of 100 rules broken',
        '20 of 100 rules broken, about 16 s left',
        '40 of 100 rules broken, about 13 min left',
      ],
    );
  });

  it('stays on one line of the terminal', () => {
    const { progress, written } = shownBy({ columns: 20 });
    progress.show(`comparing ${'x'.repeat(100)}`);
    assert.equal(written[0], `${erase}comparing ${'x'.repeat(9)}`);
  });
});

describe('a command that takes its time', { skip: skipWithout('script') }, () => {
  const command = `"${process.execPath}" "${resolve('src/cli/bin.ts')}" check schemas/examples/users.contract.json`;
  const env = { ...process.env, TERM: 'xterm' };

  it('shows progress on a terminal, and takes it away', () => {
    const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], { env, encoding: 'utf8' });
    const at = stdout.indexOf(`${erase}reading contracts`);
    assert.notEqual(at, -1);
    assert.ok(stdout.lastIndexOf(erase) > at);
    assert.match(stdout, /in 1 contract/);
  });

  it('shows none in a pipe', () => {
    const { stdout, stderr } = spawnSync('bash', ['-c', command], { env, encoding: 'utf8' });
    assert.match(stdout, /in 1 contract/);
    assert.equal(stderr, '');
    assert.ok(!stdout.includes('reading'));
  });
});
