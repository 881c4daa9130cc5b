import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { packageVersion } from '../options/package-version.ts';
import type { ResolvedInspector } from '../options/resolve-inspector.ts';
import { CheckJob } from './contracts/check-job.ts';
import { SuggestionChecks } from './contracts/suggestion-check.ts';
import type { DryRunOptions } from './dry-run/dry-run.ts';
import { DryRunner } from './dry-run/dry-runner.ts';
import { type InspectorSettings, linkOf } from './inspector-settings.ts';
import type { InspectedMount } from './mount.ts';
import type { InspectorState } from './protocol.ts';
import { surroundingsOf } from './record/surroundings.ts';
import { Recorder } from './record/recorder.ts';
import { Access } from './serve/access.ts';
import { LiveStreams } from './serve/live-stream.ts';
import { PageFiles } from './serve/page-files.ts';
import { answerRequest, mostSentBytes } from './serve/answer-request.ts';
import { contractRoutes } from './serve/contract-routes.ts';
import { insightRoutes } from './serve/insight-routes.ts';
import { playgroundRoutes } from './serve/playground-routes.ts';
import { type Route, watchRoutes } from './serve/routes.ts';

/** What is typed in runs no longer, and takes no more memory. */
const dryRunLimits = { timeMs: 2000, megabytes: 256 };

/** Everything that stands below `/inspector` at an address: the page, and what it asks for. */
export class Inspector {
  /** To be told of requests. */
  readonly recorder: Recorder;
  readonly #settings: InspectorSettings;
  readonly #access: Access;
  readonly #page = new PageFiles();
  readonly #live: LiveStreams;
  readonly #routes: ReadonlyMap<string, Route>;
  readonly #startedMs = Date.now();
  readonly #version: string;
  readonly #check = new CheckJob();
  readonly #suggestions = new SuggestionChecks();
  readonly #runner = new DryRunner(dryRunLimits);
  #mounts: readonly InspectedMount[] = [];
  #dryRunOptions: DryRunOptions | undefined;

  constructor(options: ResolvedInspector, version = packageVersion()) {
    const token = options.token ?? randomBytes(24).toString('base64url');
    const settings = { ...options, token, isMade: options.token === undefined };
    this.#settings = settings;
    this.#version = version;
    this.recorder = new Recorder(settings);
    this.#access = new Access(settings);
    this.#live = new LiveStreams(this.recorder, () => this.#state());
    const parts = { recorder: this.recorder, state: () => this.#state(), mounts: () => this.#mounts };
    this.#routes = new Map([
      ...watchRoutes(parts),
      ...contractRoutes({ ...parts, check: this.#check }),
      ...insightRoutes({ ...parts, suggestions: this.#suggestions }),
      ...playgroundRoutes({ ...parts, runner: this.#runner, options: () => this.#dryRunOptions }),
    ]);
  }

  /** What is inspected from now on: at the start, and after each reload. */
  inspect(mounts: readonly InspectedMount[]): void {
    this.#mounts = mounts;
    this.#check.forget();
    this.#suggestions.forget();
    const [first] = mounts;
    if (first !== undefined) {
      const { limits, name, problemTypeBase, unknown } = first.options;
      this.#dryRunOptions = { limits, name, problemTypeBase, unknown };
    }
    this.recorder.surround(surroundingsOf(mounts));
  }

  /** The address to open, of a server at `url` (without a slash at its end). It holds the token, unless the options do. */
  link(url: string): string {
    return linkOf(url, this.#settings);
  }

  /** Answers a request below `/inspector`. Out: false for any other, which is left alone. */
  handle(req: IncomingMessage, res: ServerResponse): boolean {
    const url = req.url ?? '';
    if (!/^\/inspector(?:[/?]|$)/.test(url)) return false;
    const parts = { access: this.#access, page: this.#page, live: this.#live, routes: this.#routes };
    answerRequest(req, res, parts).catch(() => res.destroy());
    return true;
  }

  close(): void {
    this.#live.close();
    this.#runner.close();
    this.#check.close();
  }

  #state(): InspectorState {
    const [first] = this.#mounts;
    return {
      version: this.#version,
      name: first?.options.name ?? 'paramap',
      startedMs: this.#startedMs,
      mounts: this.#mounts.map(({ prefix, operations, sinceMs }) => ({
        prefix,
        contracts: new Set(operations.map(({ file }) => file)).size,
        operations: operations.length,
        reloadedMs: sinceMs,
      })),
      recorder: this.recorder.state,
      hasInsights: this.#mounts.some(({ options }) => options.insights !== undefined),
      dryRun: { mostBytes: mostSentBytes, timeMs: dryRunLimits.timeMs },
    };
  }
}
