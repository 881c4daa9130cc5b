import type { Command, ExitCode } from './command.ts';
import { bodyText, curlLine, joinTarget } from '../explain/curl-line.ts';
import { compileExampleApi } from '../example/example-api.ts';
import type { Incoming } from '../pipeline/request.ts';
import { explainAnswer, type ExplainedAnswer } from './explain/explain-answer.ts';
import { explainCode } from './explain/explain-code.ts';
import { type Explanation, explainRequest } from '../explain/explain-request.ts';
import { printExplanation } from './explain/print-explanation.ts';
import { shownExplanation } from './explain/shown-explanation.ts';
import { readTypedAnswer, type TypedAnswer } from './explain/typed-answer.ts';
import { readTypedRequest } from './explain/typed-request.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { openDryWorkspace, type Workspace } from './workspace.ts';
import { configFlag, contractsFlag, readOptions, upstreamFlag } from './written-options.ts';

/** `paramap explain`: what becomes of one request, without sending anything. */
export const explainCommand: Command = {
  name: 'explain',
  summary: 'shows what would become of a request, and sends nothing',
  usage:
    "('<method> <path>' | --code [operation]) [-H 'name: value']... [-d <body|@file>] [--answer <file>] [--contracts <glob>] [--json]",
  flags: {
    header: { short: 'H', value: 'name: value', isRepeatable: true, help: 'a header field of the request' },
    data: {
      short: 'd',
      value: 'body|@file',
      help: 'the body, as text or from a file (@- is standard input); JSON unless -H says otherwise',
    },
    answer: {
      value: 'file',
      help: 'what the upstream answers: JSON { status, headers, body }, or as `curl -i` writes it (- is standard input)',
    },
    context: { value: 'json', help: "what the app's `context` would give, where contracts declare one" },
    credential: {
      value: 'json',
      help: "the claims of the caller's credential",
    },
    contracts: contractsFlag,
    config: configFlag,
    upstream: upstreamFlag,
    code: { help: 'the code that runs for an operation, by its name, or for all; no request is given then' },
    json: { help: 'the explanation as JSON, for programs' },
  },
  examples: [
    "paramap explain 'GET /users?userName=ada' --contracts 'schemas/*.contract.json'",
    'paramap explain \'PUT /users/7\' -d \'{"userName":"ada"}\'',
    "paramap explain 'GET /users/7' --answer answer.json",
    'paramap explain --code findUsers',
  ],
  run: explain,
};

async function explain(given: ParsedArguments, terminal: Terminal): Promise<ExitCode> {
  if (given.has('code')) {
    explainCode(given, openDryWorkspace(await readOptions(given, given.all('contracts'), terminal)), terminal);
    return 0;
  }
  const answerFile = given.one('answer');
  if (answerFile === '-' && given.one('data') === '@-') {
    throw new UsageError('standard input is either the body or the answer');
  }
  const incoming = await readTypedRequest(given, terminal);
  const answer = answerFile === undefined ? undefined : await readTypedAnswer(answerFile, terminal);
  const written = await readOptions(given, given.all('contracts'), terminal);
  const workspace = openDryWorkspace(written);
  const explained = explainRequest(workspace.contracts, workspace.options, incoming);
  const told = answer === undefined ? undefined : explainTypedAnswer(workspace, incoming, answer);
  const sent = sentRequest(explained, workspace);
  const shown = shownExplanation(explained, told, workspace);
  if (given.has('json')) {
    terminal.writeOut(`${JSON.stringify({ ...shown, ...sent }, undefined, 2)}\n`);
  } else {
    printExplanation({ ...shown, curl: sent?.curl }, terminal);
  }
  return explained.problem === undefined && told?.problem === undefined ? 0 : 1;
}

/** `undefined` where no operation is found, which the explanation of the request says. */
function explainTypedAnswer(
  { contracts, options }: Workspace,
  incoming: Incoming,
  answer: TypedAnswer,
): ExplainedAnswer | undefined {
  const { api, replies } = compileExampleApi(contracts, options.limits);
  const match = api.match(incoming.method, incoming.url);
  if (match.kind !== 'operation') return undefined;
  const { operation } = match.operation;
  const method = incoming.method === 'HEAD' ? 'HEAD' : operation.upstream.method;
  return explainAnswer(replies, operation, { method, answer });
}

/** The outgoing request for readers: the whole URL, the body as text, and the `curl` line. */
function sentRequest(
  { outgoing }: Explanation,
  { options }: Workspace,
): { outgoing: object; curl: string } | undefined {
  if (outgoing === undefined) {
    return undefined;
  }
  const { upstream, method, path, headers, body } = outgoing;
  // Without options nobody knows where the upstream is; its name shows whom the request is for.
  const origin = options.upstreams.find(({ name }) => name === upstream)?.targets[0]?.url ?? `http://${upstream}`;
  const shown = {
    upstream,
    method,
    url: joinTarget(origin, path),
    headers,
    ...(body !== undefined && { body: bodyText(body) }),
  };
  return { outgoing: shown, curl: curlLine(origin, outgoing) };
}
