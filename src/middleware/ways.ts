import { createPassthrough, type Passthrough, type PassthroughOptions } from '../upstream/passthrough.ts';
import type { TargetChange } from '../upstream/target/target-change.ts';
import type { UpstreamSnapshot } from '../upstream/target/target-snapshot.ts';
import { realTools } from '../upstream/upstream-tools.ts';
import { createUpstream, type Upstream, type UpstreamOptions } from '../upstream/upstream.ts';

type Way = Upstream | Passthrough;

/** Who is told of changes of the targets at present. */
interface News {
  hear: ((change: TargetChange) => void) | undefined;
}

/**
 * The ways to the upstreams of one instance. One that is made after another (a reload) takes over those whose options are
 * the same, with their connections and what is known of their targets.
 *
 * What is not taken over is left to the requests that are on it. Nothing has to end it: connections without use close by
 * themselves, and a closed way would refuse the requests that were accepted, but not sent yet.
 */
export class Ways {
  readonly #own = noWays();
  /** Outlives reloads, as the targets do whose news it is. */
  readonly #news: News;
  readonly #hear: News['hear'];
  #inherited = noWays();
  #left: readonly WeakRef<Way>[] = [];

  /** In:  who is told of changes of the targets, once requests come this way. */
  constructor(previous?: Ways, hear?: News['hear']) {
    this.#hear = hear;
    this.#news = previous === undefined ? { hear } : previous.#news;
    if (previous === undefined) return;
    this.#inherited = previous.#own;
    this.#left = previous.#left.filter((way) => way.deref() !== undefined);
  }

  upstream(name: string, options: UpstreamOptions): Upstream {
    const key = JSON.stringify([name, options]);
    const known = this.#own.upstreams.get(key) ?? this.#inherited.upstreams.get(key);
    const news = this.#news;
    const way = known ?? createUpstream(name, options, { ...realTools, onState: (change) => news.hear?.(change) });
    this.#own.upstreams.set(key, way);
    return way;
  }

  /** To the targets of one of the upstreams. */
  passthrough(upstream: Upstream, options: PassthroughOptions): Passthrough {
    const key = JSON.stringify([upstream.name, options]);
    const known = this.#own.passages.get(key) ?? this.#inherited.passages.get(key);
    // Of an upstream whose options have changed only the name is the same.
    const passage = known?.upstream === upstream ? known : { upstream, way: createPassthrough(options, upstream) };
    this.#own.passages.set(key, passage);
    return passage.way;
  }

  /** To be called when the requests come this way, and no more by the previous ways. */
  succeed(): void {
    this.#news.hear = this.#hear;
    const own = new Set(waysOf(this.#own));
    const left = waysOf(this.#inherited).filter((way) => !own.has(way));
    // Probes would go on for ever, and hold on to what nobody uses any more.
    for (const way of left) if ('retire' in way) way.retire();
    this.#left = [...this.#left, ...left.map((way) => new WeakRef(way))];
    this.#inherited = noWays();
  }

  /** What is known of the targets of each upstream now. */
  snapshots(): UpstreamSnapshot[] {
    return [...this.#own.upstreams.values()].map((way) => way.snapshot());
  }

  /** Takes no more requests, lets those under way end, then closes the connections. */
  async close(): Promise<void> {
    const left = this.#left.flatMap((way) => way.deref() ?? []);
    await Promise.all([...waysOf(this.#own), ...left].map((way) => way.close()));
  }
}

/** By the text of all their options. */
interface WaysByOptions {
  readonly upstreams: Map<string, Upstream>;
  readonly passages: Map<string, Passage>;
}

interface Passage {
  readonly upstream: Upstream;
  readonly way: Passthrough;
}

const noWays = (): WaysByOptions => ({ upstreams: new Map(), passages: new Map() });

const waysOf = ({ upstreams, passages }: WaysByOptions): readonly Way[] => [
  ...upstreams.values(),
  ...[...passages.values()].map(({ way }) => way),
];
