import { type Check, codeOf, fault, good, notice } from './check.ts';
import type { Answered } from './send.ts';

/** Says what an answer to the doctor's request means; `asked` names the request without its values: `GET /health`. */
export function judgeAnswer(answer: Answered, asked: string): Check {
  const { status } = answer;
  const said = `${asked} is answered with ${status}`;
  if (status >= 300 && status < 400) return redirected(answer, said);
  if (status === 401 || status === 403)
    return fault('http', said, "give the upstream its credential: a secret under the contract's `upstream.headers`");
  if (status >= 500) return fault('http', said, 'look in the log of the service: it is reached, and fails by itself');
  if (status >= 400)
    return notice(
      'http',
      said,
      'name a path that exists in `health.path`, so that more can be seen than that it speaks HTTP',
    );
  return good('http', said);
}

function redirected({ headers }: Answered, said: string): Check {
  const place = (headers.location ?? '').split(/[?#]/, 1)[0] ?? '';
  const isLogin = /log-?in|sign-?in|auth|sso/i.test(place);
  const whole = `${said}, which leads to ${isLogin ? 'a login page: ' : ''}${place === '' ? 'nowhere' : place}`;
  if (isLogin) return fault('http', whole, 'ask for an address of the service that is not behind the login of people');
  return notice('http', whole, 'write the address that it leads to in `targets`: the gateway follows no redirects');
}

/** An HTML page in place of what an API answers, which is what proxies and frameworks write for their own errors. */
export function htmlFault(answer: Answered, asked: string): Check | undefined {
  const isHtml =
    /^text\/html/i.test(answer.headers['content-type'] ?? '') ||
    /^\s*<(!doctype|html)/i.test(answer.content.toString('latin1', 0, 64));
  if (!isHtml) return undefined;
  const said = `${asked} is answered with an HTML page (${answer.status})`;
  return fault(
    'contract',
    said,
    'look what stands in front of the service: such a page is mostly of a proxy, or of a wrong path',
  );
}

/** Says why no answer came. */
export function judgeSilence(error: unknown, { asked, limitMs }: { asked: string; limitMs: number }): Check {
  const code = codeOf(error);
  if (code === 'NO_ANSWER') {
    const said = `${asked} was not answered within ${limitMs} ms`;
    return fault('http', said, 'find out why the service is slow, or raise `timeouts.firstByteMs`');
  }
  if (code === 'ECONNRESET' || code === 'EPIPE')
    return fault(
      'http',
      `the connection was cut without an answer to ${asked}`,
      'look in the log of the service; perhaps its port speaks TLS, and `targets` says `http:`',
    );
  if (code.startsWith('HPE_'))
    return fault(
      'http',
      `what came is not HTTP (${code})`,
      'correct the port: something else listens there, perhaps TLS, for which `targets` says `https:`',
    );
  return fault('http', `${asked} failed (${code})`, 'look in the log of the service');
}

/** The part of a time limit from which it is told. */
const nearLimit = 0.5;

/** Compares times with the limits that the gateway has. */
export function judgeSpeed(
  times: { readonly connectMs: number | undefined; readonly firstByteMs: number },
  limits: { readonly connectMs: number; readonly firstByteMs: number },
): Check {
  const { connectMs = 0, firstByteMs } = times;
  const said = `connected in ${connectMs} ms (limit ${limits.connectMs}), first byte in ${firstByteMs} ms (limit ${limits.firstByteMs})`;
  const isNear =
    (limits.connectMs > 0 && connectMs > limits.connectMs * nearLimit) ||
    (limits.firstByteMs > 0 && firstByteMs > limits.firstByteMs * nearLimit);
  if (!isNear) return good('speed', said);
  return notice('speed', said, 'find out why it takes so long: under load it will take longer, and end as 504');
}

/** More than this is told, in milliseconds: signatures and tokens begin to fail. `Date` has whole seconds. */
const mostSkewMs = 5000;

/** Compares the clocks; `undefined` where the answer has no `Date`. */
export function judgeClock({ headers, atMs }: Answered): Check | undefined {
  const theirs = Date.parse(headers.date ?? '');
  if (Number.isNaN(theirs)) return undefined;
  const skewMs = theirs - atMs;
  if (Math.abs(skewMs) <= mostSkewMs) return good('clock', 'both clocks agree');
  const said = `the clock of the service is ${Math.round(Math.abs(skewMs) / 1000)} s ${skewMs > 0 ? 'ahead' : 'behind'}`;
  return notice('clock', said, 'let both machines ask a time server: tokens, signatures and caches depend on it');
}
