import { contractSchema, contractSources, contractText } from '../contract-sources.ts';
import type { DryRunOptions } from '../dry-run/dry-run.ts';
import type { DryRunner } from '../dry-run/dry-runner.ts';
import { replay } from '../dry-run/replay.ts';
import type { InspectedMount } from '../mount.ts';
import type { DryRunRequest, TypedRequest } from '../protocol-dry-run.ts';
import type { RequestDetail } from '../protocol-request.ts';
import type { Recorder } from '../record/recorder.ts';
import { type Answer, notFound, refused } from './answer.ts';
import type { Route } from './routes.ts';

/** What is needed to try contracts. */
export interface PlaygroundParts {
  readonly recorder: Recorder;
  readonly runner: DryRunner;
  /** The same object as long as the options are. */
  readonly options: () => DryRunOptions | undefined;
  readonly mounts: () => readonly InspectedMount[];
}

/** The routes by which contracts are tried, and requests tried again. Nothing is ever sent. */
export function playgroundRoutes(parts: PlaygroundParts): ReadonlyMap<string, Route> {
  const { recorder, mounts } = parts;
  return new Map<string, Route>([
    ['GET schema', async () => ({ status: 200, json: await contractSchema() })],
    ['GET sources', async () => ({ status: 200, value: { sources: await contractSources(mounts()) } })],
    [
      'GET sources/',
      async ({ path }) => {
        const text = await contractText(path.slice('sources/'.length), mounts());
        return text === undefined ? notFound('There is no such contract.') : { status: 200, value: text };
      },
    ],
    ['POST dry-run', ({ sent }) => (isDryRun(sent) ? dryRunAnswer(sent, parts) : undefined)],
    [
      'POST replay',
      ({ sent }) => {
        if (!hasText(sent, 'id')) return undefined;
        const json = recorder.detail(sent.id);
        if (json === undefined) return notFound('This request is not kept any more.');
        const detail: RequestDetail = JSON.parse(json);
        return { status: 200, value: replay(detail, mounts()) };
      },
    ],
  ]);
}

async function dryRunAnswer(request: DryRunRequest, { runner, options }: PlaygroundParts): Promise<Answer> {
  const served = options();
  const answer = served && (await runner.run(request, served));
  if (answer !== undefined) return { status: 200, value: answer };
  return refused({ status: 503, code: 'busy', detail: 'Too many dry runs wait; try again.' });
}

const isDryRun = (value: unknown): value is DryRunRequest =>
  hasText(value, 'contract') && (!('request' in value) || isTyped(value.request));

function isTyped(value: unknown): value is TypedRequest {
  if (!hasText(value, 'method') || !hasText(value, 'target')) return false;
  const isText = (name: string): boolean => !Object.hasOwn(value, name) || hasText(value, name);
  if (!isText('body') || !isText('context') || !isText('credential')) return false;
  if (!('headers' in value) || !Array.isArray(value.headers)) return false;
  return value.headers.every((field) => hasText(field, 'name') && hasText(field, 'value'));
}

function hasText<Name extends string>(value: unknown, name: Name): value is Record<Name, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof Object.getOwnPropertyDescriptor(value, name)?.value === 'string'
  );
}
