import { type Change, type Effect, effects } from '../check/diff/change.ts';
import { diffContracts } from '../check/diff/diff-contracts.ts';
import type { Command, ExitCode } from './command.ts';
import { annotationsText } from './diff/annotations.ts';
import { diffText } from './diff/diff-text.ts';
import { judgeBackend } from './diff/judge-backend.ts';
import { placeChange, type PlacedChange } from './diff/placed-change.ts';
import { type ReplayedTraffic, replayTraffic } from './diff/replay-traffic.ts';
import { readVersions, type WorkspacePair } from './diff/versions.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import { summaryText } from './shadow/summary-text.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { configFlag } from './written-options.ts';

/** `paramap diff`: what changed between two versions of contracts, for callers and towards the backend. */
export const diffCommand: Command = {
  name: 'diff',
  summary: 'tells what changed between versions, and what breaks',
  usage: '<old> <new> | --git <ref> [<new>] [--traffic <file>] [--fail-on unknown] [--json|--github] [--config <file>]',
  flags: {
    git: { value: 'ref', help: 'compares with the same files as of a commit, branch or tag' },
    traffic: { value: 'file', help: 'recorded requests (HAR, or lines of JSON): which would get another answer' },
    mount: { value: 'path', help: 'the path under which the API was called in the recorded requests' },
    'fail-on': {
      value: 'effect',
      help: 'breaking (what is said where nothing is), or unknown: exits with 1 for these',
    },
    config: configFlag,
    json: { help: 'the changes as JSON, for programs' },
    github: { help: 'the changes as annotations of a code review' },
  },
  examples: [
    'paramap diff released/users.contract.json schemas/users.contract.json',
    "paramap diff --git main 'schemas/*.contract.json' --fail-on unknown",
    'paramap diff v1 v2 --traffic recorded.har',
  ],
  run: diff,
};

async function diff(given: ParsedArguments, terminal: Terminal): Promise<ExitCode> {
  const gravest = readFailOn(given.one('fail-on'));
  if (given.has('json') && given.has('github')) throw new UsageError('--json or --github, not both');
  const pairs = await readVersions(given, terminal);
  terminal.showProgress('comparing');
  const compared = await Promise.all(pairs.map((pair) => comparePair(pair, terminal)));
  terminal.showProgress('');
  const changes = compared.flatMap((each) => each.changes);
  const operations = compared.reduce((sum, each) => sum + each.operations, 0);
  const traffic = await replay(given, pairs, terminal);
  if (given.has('json')) terminal.writeOut(`${JSON.stringify(reportOf(changes, operations, traffic), undefined, 2)}\n`);
  else if (given.has('github')) terminal.writeOut(annotationsText(changes));
  else {
    terminal.writeOut(diffText(changes, operations, terminal));
    for (const { summary, places } of traffic) terminal.writeOut(`\n${summaryText(summary, places, terminal)}`);
  }
  const isGrave = changes.some(({ effect }) => effects.indexOf(effect) <= effects.indexOf(gravest));
  return isGrave || traffic.some(({ newlyRefused }) => newlyRefused > 0) ? 1 : 0;
}

function readFailOn(text: string | undefined): Effect {
  if (text === undefined || text === 'breaking') return 'breaking';
  if (text === 'unknown') return 'unknown';
  throw new UsageError(`--fail-on wants breaking or unknown; got ${text}`);
}

async function comparePair(
  { before, after }: WorkspacePair,
  terminal: Terminal,
): Promise<{ readonly operations: number; readonly changes: readonly PlacedChange[] }> {
  const { limits } = after.options;
  const random = await import('fast-check');
  const { operations, changes } = diffContracts({ before: before.contracts, after: after.contracts, limits, random });
  const libraries = { before: before.library, after: after.library };
  const judged = await judgeBackend(changes, after, terminal);
  return { operations, changes: judged.map((change) => placeChange(change, libraries)) };
}

/** With several mounts a request belongs to one of them; which one only their paths tell. */
async function replay(
  given: ParsedArguments,
  pairs: readonly WorkspacePair[],
  terminal: Terminal,
): Promise<readonly ReplayedTraffic[]> {
  const file = given.one('traffic');
  const mount = given.one('mount') ?? '';
  if (mount !== '' && !/^\/.*[^/]$/.test(mount)) throw new UsageError(`--mount is a path such as /api, not ${mount}`);
  if (file === undefined) return [];
  const [pair, ...others] = pairs;
  if (pair === undefined || others.length > 0) throw new UsageError('--traffic is for one mount: name its contracts');
  return [await replayTraffic(pair, { file, mount }, terminal)];
}

function reportOf(changes: readonly PlacedChange[], operations: number, [traffic]: readonly ReplayedTraffic[]): object {
  const count = (effect: Effect): number => changes.filter((change) => change.effect === effect).length;
  const counts = Object.fromEntries(effects.map((effect) => [effect, count(effect)]));
  return {
    operations,
    ...counts,
    changes: changes.map(({ beforeAt, afterAt, before: _before, after: _after, ...change }) => ({
      ...(change satisfies Omit<Change, 'before' | 'after'>),
      before: beforeAt,
      after: afterAt,
    })),
    ...(traffic && {
      traffic: {
        ...traffic.summary,
        newlyRefused: traffic.newlyRefused,
        rows: traffic.summary.rows.map((row) => ({
          ...row,
          example: { ...row.example, place: traffic.places.get(row.example.request) },
        })),
      },
    }),
  };
}
