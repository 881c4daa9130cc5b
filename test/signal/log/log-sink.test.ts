import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { openLogSink } from '../../../src/signal/log/log-sink.ts';

/** The descriptor of our end of a process's standard input. */
function inputOf({ stdin }: ChildProcess): number {
  const handle: unknown = stdin === null ? undefined : Reflect.get(stdin, '_handle');
  return Number(Reflect.get(Object(handle), 'fd'));
}

test('a reader that does not read costs lines, which are counted, and no time; no line is cut', async () => {
  const reader = spawn('cat', [], { stdio: ['pipe', 'pipe', 'inherit'] });
  reader.kill('SIGSTOP');
  const sink = openLogSink({ descriptor: inputOf(reader) }, assert.fail);
  const line = `${'x'.repeat(999)}\n`;
  const started = performance.now();
  for (let index = 0; index < 3000; index += 1) sink.write(line);
  const tookMs = performance.now() - started;
  await new Promise((resolve) => setTimeout(resolve, 20));
  const { dropped } = sink;
  assert.ok(dropped > 1500 && dropped < 3000, `${dropped} dropped`);
  assert.ok(tookMs < 1000, `${tookMs} ms`);

  reader.kill('SIGCONT');
  const read = text(reader.stdout);
  await sink.close();
  reader.stdin.destroy();
  const lines = (await read).split('\n').filter(Boolean);
  assert.equal(lines.length, 3000 - dropped);
  assert.ok(lines.every(({ length }) => length === 999));
});

test('a file that cannot be written is told once, and again after it worked', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'paramap-sink-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'calls.log');
  mkdirSync(file);
  const warnings: string[] = [];
  const sink = openLogSink({ file }, (words) => warnings.push(words));
  const turns = async (): Promise<void> => void (await new Promise((resolve) => setTimeout(resolve, 30)));
  sink.write('one\n');
  await turns();
  sink.write('two\n');
  await turns();
  assert.deepEqual(warnings, [
    `the call log cannot be written: EISDIR: illegal operation on a directory, open '${file}'`,
  ]);
  rmSync(file, { recursive: true });
  sink.reopen();
  await turns();
  sink.write('three\n');
  await sink.close();
  assert.equal(readFileSync(file, 'utf8'), 'three\n');
  assert.equal(sink.dropped, 2);
});

test('what comes after the close is counted as dropped', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'paramap-sink-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const sink = openLogSink({ file: join(folder, 'calls.log') }, assert.fail);
  sink.write('one\n');
  await sink.close();
  sink.write('two\n');
  assert.equal(sink.dropped, 1);
});
