/** Content of at most this length, in bytes, that nobody wants costs less than a new connection. */
const shortBytes = 16_384;
/** How long such content may take. */
const shortMs = 1000;

/**
 * The rest of an answer of which the caller gets nothing more. A short one is read to its end, so that the connection can
 * be used again; a long or slow one ends it.
 */
export class UnwantedRest {
  readonly #transport: { abort(): void };
  readonly #timer: NodeJS.Timeout | undefined;
  #left = shortBytes;

  /** In:  the length that the upstream announced, in bytes; `undefined` where it did not. */
  constructor(contentLength: number | undefined, transport: { abort(): void }) {
    this.#transport = transport;
    if (contentLength !== undefined && contentLength > shortBytes) transport.abort();
    else this.#timer = setTimeout(() => transport.abort(), shortMs).unref();
  }

  take(chunk: Uint8Array): void {
    this.#left -= chunk.length;
    if (this.#left < 0) this.#transport.abort();
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
