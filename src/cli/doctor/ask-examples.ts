import type { Contract } from '../../contract/contract.ts';
import type { Example } from '../../contract/example.ts';
import { sendExample } from '../../example/run-request.ts';
import type { ResolvedOptions } from '../../options/resolved-options.ts';
import { type CompiledOperation, compileApi } from '../../pipeline/pipeline.ts';
import { compileReplies, type Replies } from '../../reply/replies.ts';
import { explainAnswer } from '../explain/explain-answer.ts';
import { type Check, fault, good, unasked } from './check.ts';
import { htmlFault, judgeAnswer, judgeSilence } from './judge-answer.ts';
import { sendAsGateway } from './send-as-gateway.ts';
import type { SendWay } from './send.ts';

/** Contracts whose secrets are read, and the limits that hold for them. */
export interface ExampleSource {
  readonly contracts: readonly Contract[];
  readonly options: ResolvedOptions;
}

/** More operations than this are not asked of one target. */
const mostAsked = 25;

/**
 * Makes the question whether an upstream speaks its contracts: the first example of each operation that only reads is sent, as
 * the gateway would send it, and the answer judged. What is said names operations, never what was sent or received.
 */
export function createExampleQuestion(
  { contracts, options }: ExampleSource,
  upstream: string,
): (way: SendWay) => Promise<Check> {
  const api = compileApi(contracts, options.limits);
  const { mappedAnswerBytes, violations } = options.limits;
  const replies = compileReplies({ mappedAnswerBytes, violations, reports: true });
  const readable = api.operations.filter(
    ({ operation }) => operation.upstream.name === upstream && /^(GET|HEAD)$/.test(operation.upstream.method),
  );
  return async (way) => {
    let answered = 0;
    for (const compiled of readable.slice(0, mostAsked)) {
      const example = compiled.operation.examples.find(({ outcome }) => outcome.kind === 'sends');
      if (example === undefined) continue;
      const check = await askExample({ api, replies, compiled, example }, way);
      if (check !== undefined) return check;
      answered += 1;
    }
    if (answered === 0) return unasked('contract', 'no operation that only reads has an example that is sent');
    return good(
      'contract',
      `${answered} ${answered === 1 ? 'example is' : 'examples are'} answered as the contract says`,
    );
  };
}

interface Asked {
  readonly api: ReturnType<typeof compileApi>;
  readonly replies: Replies;
  readonly compiled: CompiledOperation;
  readonly example: Example;
}

/** Out: what is wrong with the answer; `undefined` where it fits. */
async function askExample({ api, replies, compiled, example }: Asked, way: SendWay): Promise<Check | undefined> {
  const { operation } = compiled;
  const asked = `the example of \`${operation.name}\``;
  const match = api.match(example.request.method, example.request.url);
  if (match.kind !== 'operation') return fault('contract', `${asked} is no request of it`, 'run `paramap check`');
  const { outcome } = sendExample(example, compiled, match.pathValues);
  if (!outcome.ok) return fault('contract', `${asked} is refused by the contract itself`, 'run `paramap check`');
  const { method, path, headers } = outcome.value;
  try {
    const answer = await sendAsGateway({ method, path, headers }, way);
    const html = htmlFault(answer, asked);
    if (html !== undefined) return html;
    const { status, rawHeaders, content } = answer;
    if (status >= 300) {
      const judged = judgeAnswer(answer, asked);
      return { ...judged, about: 'contract', state: 'fault' };
    }
    const told = explainAnswer(replies, operation, { method, answer: { kind: 'raw', status, rawHeaders, content } });
    const [first] = told.violations;
    if (first === undefined && told.problem === undefined) return undefined;
    const more = told.violations.length > 1 ? `, and ${told.violations.length - 1} more` : '';
    return fault(
      'contract',
      `the answer to ${asked} does not fit the contract: ${first ?? told.problem?.detail ?? ''}${more}`,
      'correct the contract where the service is right, or the service; `paramap explain --answer` shows all of it',
    );
  } catch (error) {
    return { ...judgeSilence(error, { asked, limitMs: way.limitMs }), about: 'contract' };
  }
}
