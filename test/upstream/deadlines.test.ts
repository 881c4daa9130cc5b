import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Deadlines, type Watched } from '../../src/upstream/deadlines.ts';
import { listen } from '../support/listen.ts';

const timeouts = { connectMs: 100, firstByteMs: 0, idleMs: 4000, totalMs: 0, streamMs: 0 };

/** Runs out after so long, counted from now. */
class Limited implements Watched {
  slot = -1;
  readonly #deadlines: Deadlines;
  readonly #endMs: number;
  readonly #startMs = performance.now();
  readonly ended: Promise<number>;
  #end: (afterMs: number) => void = () => {};
  looks = 0;

  constructor(deadlines: Deadlines, ms: number) {
    this.#deadlines = deadlines;
    this.#endMs = this.#startMs + ms;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    deadlines.add(this);
  }

  look(nowMs: number): void {
    this.looks += 1;
    if (nowMs < this.#endMs) return;
    this.#deadlines.remove(this);
    this.#end(performance.now() - this.#startMs);
  }
}

/** What is watched does not keep a process alive; the connections of a gateway do. */
const awake = async <T>(work: () => Promise<T>): Promise<T> => {
  const timer = setInterval(() => {}, 1000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
};

test('a limit never runs out early, and each runs out by itself', () =>
  awake(async () => {
    const deadlines = new Deadlines(timeouts);
    const limits = [30, 60, 45, 60, 15];
    const ended = await Promise.all(limits.map((ms) => new Limited(deadlines, ms).ended));
    for (const [index, afterMs] of ended.entries()) assert.ok(afterMs >= (limits[index] ?? 0), `${afterMs}`);
  }));

test('what is removed is looked at no more, whoever stood where', () =>
  awake(async () => {
    const deadlines = new Deadlines(timeouts);
    const [first, second, third] = [1e6, 20, 1e6].map((ms) => new Limited(deadlines, ms));
    assert.ok(first !== undefined && second !== undefined && third !== undefined);
    deadlines.remove(first);
    deadlines.remove(first);
    await second.ended;
    assert.equal(first.looks, 0);
    assert.ok(third.looks > 0);
    deadlines.remove(third);
    const { looks } = third;
    await sleep(30);
    assert.equal(third.looks, looks);
  }));

test('watching goes on after a time without anything to watch', () =>
  awake(async () => {
    const deadlines = new Deadlines(timeouts);
    await new Limited(deadlines, 1).ended;
    await sleep(30);
    assert.ok((await new Limited(deadlines, 10).ended) >= 10);
  }));

test('what came in time is read before a limit is judged, however long the process did something else', async (t) => {
  const server = net.createServer();
  const { port, close } = await listen(server);
  t.after(close);
  const peer = net.connect(port, '127.0.0.1');
  const [socket] = (await once(server, 'connection')) as [net.Socket];
  const deadlines = new Deadlines(timeouts);
  const limited = new Limited(deadlines, 30);
  socket.on('data', () => deadlines.remove(limited));
  peer.write('in time');
  const endMs = performance.now() + 60;
  while (performance.now() < endMs);
  assert.equal(await Promise.race([limited.ended.then(() => 'judged'), sleep(50, 'read')]), 'read');
});

test('a limit runs out on time in a process in which nothing else happens', async () => {
  const script = `
    import net from 'node:net';
    import { createLimits } from './src/upstream/deadlines.ts';
    net.createServer().listen(0, '127.0.0.1');
    setTimeout(() => process.exit(1), 8000);
    const { deadlines } = createLimits({ connectMs: 0, firstByteMs: 100, idleMs: 0, totalMs: 0, streamMs: 0 });
    let looks = 0;
    // Each look is made by itself: what wakes the process for one of them says nothing of the next.
    deadlines.add({ slot: -1, look: () => { if ((looks += 1) === 3) process.exit(0); } });
  `;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], { stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  assert.equal(code, 0);
});
