import { readdirSync, readFileSync } from 'node:fs';

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

/** Of this process and the processes that it has started, together; on Linux. Source: proc(5), stat. */
export function usageOfFamily(): Usage {
  const { cpuUs, rssBytes } = ownUsage();
  const members = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(usageOfChild);
  return {
    cpuUs: members.reduce((sum, one) => sum + one.cpuUs, cpuUs),
    rssBytes: members.reduce((sum, one) => sum + one.rssBytes, rssBytes),
  };
}

const tickUs = 10_000;
const pageBytes = 4096;

function usageOfChild(pid: string): Usage[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before it, in parentheses, may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (Number(fields[1]) !== process.pid) return [];
    return [{ cpuUs: (Number(fields[11]) + Number(fields[12])) * tickUs, rssBytes: Number(fields[21]) * pageBytes }];
  } catch {
    // It has ended meanwhile.
    return [];
  }
}
