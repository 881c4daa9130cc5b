import { readFileSync } from 'node:fs';
import os from 'node:os';

/** Something of this machine that bounds a gateway. */
export interface LocalLimit {
  readonly state: 'good' | 'notice';
  readonly said: string;
  readonly advice?: string;
}

/** Each caller and each upstream connection is one file; below this a gateway soon has too few. */
const fewFiles = 4096;
const fewPorts = 10_000;
const littleBytes = 256 * 1024 * 1024;
const mebibyte = 1024 * 1024;

/** Limits of the process and the machine, as far as the system tells them; elsewhere than on Linux only the memory. */
export function localLimits(): readonly LocalLimit[] {
  const files = Number(/^Max open files\s+(\d+)/m.exec(textOf('/proc/self/limits'))?.[1] ?? Number.NaN);
  const [low, high] = textOf('/proc/sys/net/ipv4/ip_local_port_range').trim().split(/\s+/).map(Number);
  const ports = (high ?? Number.NaN) - (low ?? Number.NaN) + 1;
  const constrained = process.constrainedMemory();
  const bytes = constrained > 0 && constrained < os.totalmem() ? constrained : os.totalmem();
  return [
    ...judged(files, {
      least: fewFiles,
      said: `${files} open files`,
      advice: 'raise it: `LimitNOFILE=` in systemd, `ulimit -n`',
    }),
    ...judged(ports, {
      least: fewPorts,
      said: `${ports} ports for connections that go out`,
      advice: 'widen `net.ipv4.ip_local_port_range`',
    }),
    ...judged(bytes, {
      least: littleBytes,
      said: `${Math.round(bytes / mebibyte)} MiB of memory`,
      advice: 'give the gateway more memory, or fewer workers',
    }),
  ];
}

function judged(
  value: number,
  { least, said, advice }: { readonly least: number; readonly said: string; readonly advice: string },
): LocalLimit[] {
  if (Number.isNaN(value)) return [];
  return [value < least ? { state: 'notice', said, advice } : { state: 'good', said }];
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
