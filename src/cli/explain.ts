import type { Command, ExitCode } from './command.ts';
import { bodyText, curlLine, joinTarget } from './explain/curl-line.ts';
import { type Explanation, explainRequest } from './explain/explain-request.ts';
import { printExplanation } from './explain/print-explanation.ts';
import { readTypedRequest } from './explain/typed-request.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import type { Terminal } from './terminal.ts';
import { openDryWorkspace, type Workspace } from './workspace.ts';
import { configFlag, contractsFlag, readOptions, upstreamFlag } from './written-options.ts';

/** `paramap explain`: what becomes of one request, without sending anything. */
export const explainCommand: Command = {
  name: 'explain',
  summary: 'shows what would become of a request, and sends nothing',
  usage: "'<method> <path>' [-H 'name: value']... [-d <body|@file>] [--contracts <glob>] [--json]",
  flags: {
    header: { short: 'H', value: 'name: value', isRepeatable: true, help: 'a header field of the request' },
    data: {
      short: 'd',
      value: 'body|@file',
      help: 'the body, as text or from a file (@- is standard input); JSON unless -H says otherwise',
    },
    context: { value: 'json', help: "what the app's `context` would give, where contracts declare one" },
    contracts: contractsFlag,
    config: configFlag,
    upstream: upstreamFlag,
    json: { help: 'the explanation as JSON, for programs' },
  },
  examples: [
    "paramap explain 'GET /users?userName=ada' --contracts 'schemas/*.contract.json'",
    'paramap explain \'PUT /users/7\' -d \'{"userName":"ada"}\'',
  ],
  run: explain,
};

async function explain(given: ParsedArguments, terminal: Terminal): Promise<ExitCode> {
  const incoming = await readTypedRequest(given, terminal);
  const written = await readOptions(given, given.all('contracts'), terminal);
  const workspace = openDryWorkspace(written);
  const explanation = explainRequest(workspace.contracts, workspace.options, incoming);
  const sent = sentRequest(explanation, workspace);
  if (given.has('json')) {
    terminal.writeOut(`${JSON.stringify({ ...explanation, ...sent }, undefined, 2)}\n`);
  } else {
    printExplanation({ ...explanation, curl: sent?.curl }, terminal);
  }
  return explanation.problem === undefined ? 0 : 1;
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
  const origin = options.upstreams.find(({ name }) => name === upstream)?.target ?? `http://${upstream}`;
  const shown = {
    upstream,
    method,
    url: joinTarget(origin, path),
    headers,
    ...(body !== undefined && { body: bodyText(body) }),
  };
  return { outgoing: shown, curl: curlLine(origin, outgoing) };
}
