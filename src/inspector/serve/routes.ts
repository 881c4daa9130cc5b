import type { InspectorState, RequestPage, UpstreamsAnswer } from '../protocol.ts';
import type { InspectedMount } from '../mount.ts';
import type { Recorder } from '../record/recorder.ts';
import { type Answer, notFound } from './answer.ts';

/** A request that may be answered. */
export interface Asked {
  /** Below `api/`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** What was sent, of a POST. */
  readonly sent: unknown;
}

/** What a route gives; `undefined` for what it does not know. */
export type Route = (asked: Asked) => Answer | undefined | Promise<Answer | undefined>;

/** What the routes tell of. */
export interface RouteParts {
  readonly recorder: Recorder;
  readonly state: () => InspectorState;
  readonly mounts: () => readonly InspectedMount[];
}

/** So many requests are told at once. */
const mostListed = 1000;

/** The routes about what was and is going on, by method and path; a path that ends in `/` stands for all below it. */
export function watchRoutes({ recorder, state, mounts }: RouteParts): ReadonlyMap<string, Route> {
  return new Map<string, Route>([
    ['GET state', () => ({ status: 200, value: state() })],
    ['GET requests', ({ query }) => ({ status: 200, value: requestPage(recorder, query) })],
    ['GET requests/', ({ path }) => detailAnswer(recorder, path.slice('requests/'.length))],
    ['GET upstreams', () => ({ status: 200, value: upstreamsAnswer(recorder, mounts()) })],
  ]);
}

function detailAnswer(recorder: Recorder, id: string): Answer {
  const json = recorder.detail(id);
  return json === undefined
    ? notFound('This request is not kept any more, or was not kept in full.')
    : { status: 200, json };
}

function requestPage({ requests }: Recorder, query: URLSearchParams): RequestPage {
  const { newest, oldest } = requests;
  const before = wholeNumber(query.get('before')) ?? newest + 1;
  const limit = Math.min(wholeNumber(query.get('limit')) ?? 200, mostListed);
  return { requests: requests.before(before, limit), newest, oldest };
}

/** A number from 0 in a query. */
export function wholeNumber(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function upstreamsAnswer({ targets }: Recorder, mounts: readonly InspectedMount[]): UpstreamsAnswer {
  return {
    upstreams: mounts.flatMap((mount) =>
      mount.upstreams().map((upstream) => ({
        ...upstream,
        mount: mount.prefix,
        targets: upstream.targets.map((target) => ({ ...target, ...targets.of(upstream.name, target.name) })),
      })),
    ),
  };
}
