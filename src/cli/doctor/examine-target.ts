import type { ResolvedOptions } from '../../options/resolved-options.ts';
import { type Address, parseAddress } from '../../upstream/address.ts';
import { askName } from './ask-name.ts';
import { askPort } from './ask-port.ts';
import { askTls } from './ask-tls.ts';
import { type Check, fault, good, unasked } from './check.ts';
import { htmlFault, judgeAnswer, judgeClock, judgeSilence, judgeSpeed } from './judge-answer.ts';
import { sendAsGateway } from './send-as-gateway.ts';
import type { SendWay } from './send.ts';
import { tlsFault } from './tls-fault.ts';

/** What was found out about one target. */
export interface TargetReport {
  /** Its public name, which stands in problems. */
  readonly name: string;
  /** Its address without a path; only operators see it. */
  readonly origin: string;
  /** In the order in which they were asked. */
  readonly checks: readonly Check[];
}

/** One target of an upstream. */
export interface TargetQuestion {
  readonly upstream: ResolvedOptions['upstreams'][number];
  readonly name: string;
  readonly url: string;
  /** Sends the examples of contracts, where that is asked for; runs only where HTTP is answered. */
  readonly askExamples: ((way: SendWay) => Promise<Check>) | undefined;
}

/** In place of a limit that is switched off. */
const patienceMs = 30_000;

const limitOf = (ms: number): number => (ms === 0 ? patienceMs : ms);

/** Asks a target as the gateway would, one question after the other; what hangs on a question that failed is not asked. */
export async function examineTarget(question: TargetQuestion): Promise<TargetReport> {
  const address = parseAddress(question.url);
  const checks: Check[] = [];
  for await (const check of questions(question, address)) checks.push(check);
  return { name: question.name, origin: address.socketPath ?? address.origin, checks };
}

async function* questions(question: TargetQuestion, address: Address): AsyncGenerator<Check> {
  const { upstream } = question;
  const { protocol, hostname, port } = new URL(address.origin);
  const host = hostname.replace(/^\[|\]$/g, '');
  const isTls = protocol === 'https:';
  const place = {
    port: port === '' ? (isTls ? 443 : 80) : Number(port),
    limitMs: limitOf(upstream.timeouts.connectMs),
  };
  let addresses: readonly string[] = [];
  if (address.socketPath === undefined) {
    const named = await askName(host);
    yield named.check;
    if (named.check.state === 'fault') return;
    addresses = named.addresses;
  }
  const open = await askPort({ ...place, addresses, socketPath: address.socketPath });
  yield open.check;
  if (open.check.state === 'fault') return;
  if (isTls && open.address !== undefined) {
    const secured = await askTls({
      ...place,
      host,
      address: open.address,
      settings: upstream.tls,
      protocol: upstream.protocol,
    });
    yield secured;
    if (secured.state === 'fault') return;
  }
  yield* overHttp(question, { address, connectMs: open.connectMs });
}

interface OpenedWay {
  readonly address: Address;
  readonly connectMs: number | undefined;
}

async function* overHttp(question: TargetQuestion, { address, connectMs }: OpenedWay): AsyncGenerator<Check> {
  const { upstream, askExamples } = question;
  const { health, timeouts } = upstream;
  const limitMs = health?.timeoutMs ?? limitOf(timeouts.firstByteMs);
  const { protocol } = upstream;
  const way: SendWay = { address, tls: upstream.tls, protocol, limitMs };
  // Where nothing is declared, a request for the head of the root does no harm, and any answer to it is HTTP.
  const [method, path] = health === undefined ? ['HEAD', '/'] : ['GET', health.path];
  const asked = `${method} ${path.split('?', 1)[0]}`;
  try {
    const answer = await sendAsGateway(
      { method, path, headers: ['Accept', '*/*', 'User-Agent', 'paramap-doctor'] },
      way,
    );
    const isWanted = health?.statuses.some((status) => isOf(answer.status, status));
    if (isWanted === true) yield good('http', `${asked} is answered with ${answer.status}`);
    else yield isWanted === false && answer.status < 300 ? unwanted(asked, answer.status) : judgeAnswer(answer, asked);
    const html = health === undefined ? undefined : htmlFault(answer, asked);
    if (html !== undefined) yield html;
    yield judgeSpeed({ connectMs, firstByteMs: answer.firstByteMs }, timeouts);
    const clock = judgeClock(answer);
    if (clock !== undefined) yield clock;
  } catch (error) {
    // With TLS 1.3 the service looks at a certificate of ours after the handshake.
    yield tlsFault(error, upstream.tls) ?? judgeSilence(error, { asked, limitMs });
    return;
  }
  if (askExamples === undefined)
    yield unasked('contract', 'no examples were sent; `--examples` sends those that read only');
  else yield await askExamples({ ...way, limitMs: limitOf(timeouts.firstByteMs) });
}

const unwanted = (asked: string, status: number): Check =>
  fault(
    'http',
    `${asked} is answered with ${status}, which \`health.statuses\` does not count as good`,
    'correct `health.statuses` or `health.path`',
  );

const isOf = (status: number, declared: string): boolean =>
  declared.endsWith('XX') ? Math.floor(status / 100) === Number(declared[0]) : status === Number(declared);
