/** What V8 writes for `--cpu-prof`, as far as it is read here. Source: Chrome DevTools Protocol, Profiler.Profile. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  /** Ids of the nodes at the top of the stack. */
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
}

/** Shares of the time in which the process was not idle, largest first. */
export interface SelfTimes {
  readonly byPart: readonly (readonly [name: string, share: number])[];
  readonly byFunction: readonly (readonly [name: string, share: number])[];
}

export function selfTimes({ nodes, samples, timeDeltas }: CpuProfile): SelfTimes {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const byPart = new Map<string, number>();
  const byFunction = new Map<string, number>();
  let total = 0;
  for (const [index, id] of samples.entries()) {
    const frame = frames.get(id);
    if (frame === undefined || frame.functionName === '(idle)') continue;
    const us = timeDeltas[index] ?? 0;
    total += us;
    const place = placeOf(frame.url);
    add(byPart, place.part, us);
    add(byFunction, `${frame.functionName || '(anonymous)'}  ${place.file}:${frame.lineNumber + 1}`, us);
  }
  return { byPart: shares(byPart, total), byFunction: shares(byFunction, total) };
}

/** Which part of the program a script belongs to: a package, a folder of paramap, Node, or V8 itself. */
function placeOf(url: string): { part: string; file: string } {
  if (url === '') return { part: 'V8, the system and generated code', file: '' };
  if (url.startsWith('node:')) return { part: 'node', file: url };
  const installed = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\/(.*)$/.exec(url);
  if (installed !== null) return { part: `${installed[1]}`, file: `${installed[1]}/${installed[2]}` };
  const own = /\/(?:dist|src)\/(([^/]+)\/?.*)$/.exec(url);
  if (own !== null) return { part: `paramap ${own[2]}`, file: `${own[1]}` };
  return { part: 'the program', file: url.slice(url.lastIndexOf('/') + 1) };
}

const add = (sums: Map<string, number>, name: string, us: number): void => {
  sums.set(name, (sums.get(name) ?? 0) + us);
};

const shares = (sums: ReadonlyMap<string, number>, total: number): [string, number][] =>
  [...sums].map(([name, us]): [string, number] => [name, us / total]).sort((left, right) => right[1] - left[1]);
