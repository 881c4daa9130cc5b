import { ContractError } from '../contract/finding.ts';
import { partMounts } from '../options/part-mounts.ts';
import type { Command, ExitCode } from './command.ts';
import { createExampleQuestion } from './doctor/ask-examples.ts';
import { askRunning } from './doctor/ask-running.ts';
import { type Diagnosis, judgeDiagnosis } from './doctor/diagnosis.ts';
import { diagnosisText } from './doctor/diagnosis-text.ts';
import { examineTarget, type TargetQuestion, type TargetReport } from './doctor/examine-target.ts';
import { localLimits } from './doctor/local-limits.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { judgeWorkspace, type Workspace } from './workspace.ts';
import { configFlag, contractsFlag, readOptions } from './written-options.ts';

/** `paramap doctor`: asks every upstream as the gateway would, and says what is wrong and what to do first. */
export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'asks every upstream, and says what to do first',
  usage: '[--config <file>] [--upstream <name>]... [--examples] [--running <url>] [--json]',
  flags: {
    config: configFlag,
    contracts: contractsFlag,
    upstream: { value: 'name', isRepeatable: true, help: 'only this upstream of the options' },
    examples: { help: "sends the contracts' examples that only read, and judges the answers" },
    running: { value: 'url', help: 'the admin address of a running gateway, to be asked as well' },
    json: { help: 'everything that was found as JSON, for programs' },
  },
  examples: ['paramap doctor', 'paramap doctor --upstream users --examples --running http://127.0.0.1:9090'],
  run: doctor,
};

async function doctor(given: ParsedArguments, terminal: Terminal): Promise<ExitCode> {
  const running = given.one('running');
  if (running !== undefined && !/^https?:\/\/[^/]/i.test(running))
    throw new UsageError(`--running wants a URL such as http://127.0.0.1:9090; got ${running}`);
  const { workspaces, findings } = await openWorkspaces(given, terminal);
  const questions = askedTargets(workspaces, given);
  terminal.showProgress(`asking ${questions.length} ${questions.length === 1 ? 'target' : 'targets'} ...`);
  const targets: TargetReport[] = await Promise.all(questions.map(examineTarget));
  terminal.showProgress('');
  const diagnosis: Diagnosis = {
    findings,
    targets,
    local: localLimits(),
    running: running === undefined ? undefined : await askRunning(running),
  };
  const verdict = judgeDiagnosis(diagnosis);
  const text = given.has('json')
    ? `${JSON.stringify({ ...verdict, ...diagnosis }, undefined, 2)}\n`
    : diagnosisText(diagnosis, verdict, terminal);
  terminal.writeOut(text);
  return verdict.isWell ? 0 : 1;
}

interface Opened {
  readonly workspaces: readonly Workspace[];
  readonly findings: Diagnosis['findings'];
}

/** With wrong options nothing can be asked; their findings are the diagnosis. */
async function openWorkspaces(given: ParsedArguments, terminal: Terminal): Promise<Opened> {
  try {
    const written = await readOptions(given.without('upstream'), given.all('contracts'), terminal);
    const workspaces = partMounts(written.value, written.use).map(({ options, use }) =>
      judgeWorkspace({ value: options, use }, terminal.environment),
    );
    return { workspaces, findings: workspaces.flatMap(({ findings }) => findings) };
  } catch (error) {
    if (error instanceof ContractError) return { workspaces: [], findings: error.findings };
    throw error;
  }
}

/** All mounts have the same upstreams; the examples are those of every mount. */
function askedTargets(workspaces: readonly Workspace[], given: ParsedArguments): TargetQuestion[] {
  const [first] = workspaces;
  if (first === undefined) return [];
  const { upstreams } = first.options;
  const wanted = given.all('upstream');
  for (const name of wanted) {
    if (upstreams.some((upstream) => upstream.name === name)) continue;
    const known = upstreams.map((upstream) => upstream.name).join(', ');
    throw new UsageError(`--upstream: no upstream ${name} is configured; there are ${known === '' ? 'none' : known}`);
  }
  const contracts = workspaces.flatMap((workspace) => workspace.contracts);
  const isSound = !workspaces.some(({ findings }) => findings.some(({ severity }) => severity === 'error'));
  return upstreams
    .filter(({ name }) => wanted.length === 0 || wanted.includes(name))
    .flatMap((upstream) => {
      const sends = given.has('examples') && isSound;
      const askExamples = sends
        ? createExampleQuestion({ contracts, options: first.options }, upstream.name)
        : undefined;
      return upstream.targets.map(({ url, name }, index) => ({
        upstream,
        name: name ?? `${upstream.name}#${index + 1}`,
        url,
        askExamples,
      }));
    });
}
