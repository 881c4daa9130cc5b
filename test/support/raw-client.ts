import net from 'node:net';

/** One answer as it came over the wire. */
export interface RawAnswer {
  /** Every byte received, as Latin-1 text. */
  readonly raw: string;
  /** `HTTP/1.1 200 OK`; empty when nothing came. */
  readonly statusLine: string;
  /** 0 when nothing came. Interim answers (1xx) are skipped and stand in `interim`. */
  readonly status: number;
  readonly interim: readonly number[];
  /** Field lines in order, names as sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The content, taken out of its chunks. */
  readonly body: Buffer;
  /** Whether the content ended as its framing says: all bytes of the length, or the last chunk. */
  readonly complete: boolean;
  /** Whether the peer closed or broke the connection while we read. */
  readonly closed: boolean;
  /** From the moment of sending to the end of reading. */
  readonly tookMs: number;
}

export interface SendOptions {
  /** Give up reading after so long; the answer is then what came until then. Default 5000. */
  readonly timeoutMs?: number;
  /** Stop reading as soon as this has come, whole answer or not. */
  readonly until?: string;
  /** Read until the peer closes, even when an answer is complete. */
  readonly untilClose?: boolean;
  /** The request is HEAD: the answer has no content. */
  readonly head?: boolean;
}

/**
 * Sends raw bytes over a connection of its own and reads one answer.
 *
 * In:  a request as bytes; a string is sent as Latin-1, so CR, LF and NUL are the caller's business.
 * Out: the answer in parts; never rejects for what the peer does, for a cut answer is a result too.
 */
export function sendRaw(port: number, bytes: string | Uint8Array, options: SendOptions = {}): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const started = performance.now();
    const chunks: Buffer[] = [];
    const socket = net.connect(port, '127.0.0.1');
    const finish = (closed: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ ...parseAnswer(Buffer.concat(chunks), options), closed, tookMs: performance.now() - started });
    };
    const timer = setTimeout(finish, options.timeoutMs ?? 5000, false);
    socket.on('connect', () => socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes));
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (isEnough(parseAnswer(Buffer.concat(chunks), options), options)) finish(false);
    });
    socket.on('error', () => {});
    socket.on('close', () => finish(true));
  });
}

function isEnough(answer: Parsed, { until, untilClose }: SendOptions): boolean {
  if (until !== undefined) return answer.raw.includes(until);
  return untilClose !== true && answer.complete;
}

/** The values of a field in an answer, in order, by name in any case. */
export function fieldValues(answer: Pick<RawAnswer, 'headers'>, name: string): string[] {
  return answer.headers.filter(([other]) => other.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
}

type Parsed = Omit<RawAnswer, 'closed' | 'tookMs'>;

function parseAnswer(bytes: Buffer, options: SendOptions): Parsed {
  const raw = bytes.toString('latin1');
  const interim: number[] = [];
  let start = 0;
  for (;;) {
    const end = raw.indexOf('\r\n\r\n', start);
    if (end < 0) return { ...empty, raw, interim, statusLine: raw.slice(start).split('\r\n')[0] ?? '' };
    const [statusLine = '', ...lines] = raw.slice(start, end).split('\r\n');
    const status = Number(statusLine.split(' ')[1]);
    start = end + 4;
    if (status >= 100 && status < 200 && status !== 101) {
      interim.push(status);
      continue;
    }
    const headers = lines.map(splitLine);
    const content = readContent(bytes.subarray(start), {
      headers,
      bodiless: options.head === true || isBodiless(status),
    });
    return { raw, interim, statusLine, status, headers, ...content };
  }
}

const empty: Parsed = {
  raw: '',
  interim: [],
  statusLine: '',
  status: 0,
  headers: [],
  body: Buffer.alloc(0),
  complete: false,
};

function splitLine(line: string): readonly [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1).trim()];
}

function isBodiless(status: number): boolean {
  return status === 101 || status === 204 || status === 304;
}

function readContent(rest: Buffer, { headers, bodiless }: { headers: RawAnswer['headers']; bodiless: boolean }) {
  if (bodiless) return { body: rest, complete: true };
  if (fieldValues({ headers }, 'transfer-encoding').length > 0) return readChunks(rest);
  const [length] = fieldValues({ headers }, 'content-length');
  // Without a length the content ends with the connection, so it never counts as complete.
  if (length === undefined) return { body: rest, complete: false };
  return { body: rest.subarray(0, Number(length)), complete: rest.length >= Number(length) };
}

function readChunks(rest: Buffer): { body: Buffer; complete: boolean } {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = rest.indexOf('\r\n', at);
    if (end < 0) return { body: Buffer.concat(parts), complete: false };
    const size = Number.parseInt(rest.toString('latin1', at, end), 16);
    if (size === 0) return { body: Buffer.concat(parts), complete: rest.indexOf('\r\n', end + 2) >= 0 };
    parts.push(rest.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
    if (Number.isNaN(size) || at > rest.length) return { body: Buffer.concat(parts), complete: false };
  }
}
