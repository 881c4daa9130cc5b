/** An answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number;
  /** Status line and fields, without the empty line. */
  readonly head: string;
  readonly content: Buffer;
  /** Whether the server closes the connection after it. */
  readonly closes: boolean;
}

/** Finds the end of each answer in what a connection receives, with `Content-Length` or chunked. */
export class AnswerReader {
  #pending: Buffer = Buffer.alloc(0);

  /** Takes what arrived; gives the answer that it completes, or `undefined`. */
  read(chunk: Buffer): WireAnswer | undefined {
    const bytes = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const answer = parseAnswer(bytes);
    this.#pending = answer === undefined ? bytes : Buffer.alloc(0);
    return answer;
  }
}

const lastChunk = '0\r\n\r\n';

function parseAnswer(bytes: Buffer): WireAnswer | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = bytes.toString('latin1', 0, end);
  const rest = bytes.subarray(end + 4);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head);
  if (length === null && !rest.subarray(-lastChunk.length).equals(Buffer.from(lastChunk))) return undefined;
  if (length !== null && rest.length < Number(length[1])) return undefined;
  const content = length === null ? unchunked(rest) : rest;
  return { status: Number(head.slice(9, 12)), head, content, closes: /\r\nconnection: *close/i.test(head) };
}

function unchunked(bytes: Buffer): Buffer {
  const pieces: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (!(size > 0)) return Buffer.concat(pieces);
    pieces.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}
