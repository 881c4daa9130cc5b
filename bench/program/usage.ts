import { readFileSync } from 'node:fs';

/** What a process has used so far. */
export interface Usage {
  /** CPU time of all threads, user and system, in microseconds. */
  readonly cpuUs: number;
  /** Resident memory now. */
  readonly rssBytes: number;
}

/** Where the figures of a measured program come from: its own process, or another one that it says is the gateway. */
export const usageSource: { read: () => Usage } = { read: ownUsage };

function ownUsage(): Usage {
  const { user, system } = process.cpuUsage();
  return { cpuUs: user + system, rssBytes: process.memoryUsage.rss() };
}

/** Of another process with a single thread, on Linux. Source: proc(5), schedstat (nanoseconds on a core) and status. */
export function usageOfProcess(pid: number): Usage {
  const [nanoseconds = ''] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ');
  const kilobytes = /^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return { cpuUs: Number(nanoseconds) / 1000, rssBytes: Number(kilobytes) * 1024 };
}
