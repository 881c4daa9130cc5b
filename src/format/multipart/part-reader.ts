import { Dicer } from '@fastify/busboy';
import { hearHeadText, isHeadText } from './head-text.ts';
import { MultipartFault, type PartHead, readPartHead } from './part-head.ts';

/** One part while it arrives. The next one comes when this one was read to its end. */
export interface ArrivingPart {
  readonly head: PartHead;
  /** The content, as it comes; it can be read once. */
  readonly content: AsyncIterable<Buffer>;
}

/** How much of a multipart content is taken. */
export interface PartLimits {
  readonly parts: number;
  /** The header section of one part, in bytes. */
  readonly partHeaderBytes: number;
}

/** A part that the parser has found. */
interface FoundPart {
  readonly stream: Dicer.PartStream;
  lines: ReadonlyMap<string, readonly string[]> | undefined;
}

/**
 * Reads a multipart content part by part, as fast as the parts are read: nothing is kept but the piece under way.
 *
 * The parser is Dicer, of `@fastify/busboy`. It forgives much in silence, so what it reports is judged here: parts that
 * were cut short, that have no header section or one that is broken or too large, and an end without the closing line.
 * Fails: `parts` throws `MultipartFault`, or what the source throws.
 */
export class PartReader {
  readonly #dicer: Dicer;
  readonly #limits: PartLimits;
  readonly #found: FoundPart[] = [];
  #count = 0;
  #newest: FoundPart | undefined;
  #complete = false;
  #fault: unknown;
  #wake: () => void = () => {};
  #flow: () => void = () => {};

  constructor(boundary: string, limits: PartLimits) {
    this.#limits = limits;
    // Beyond its own count of lines the parser would drop the rest; a line has more than one byte.
    this.#dicer = new Dicer({ boundary, maxHeaderPairs: limits.partHeaderBytes });
    hearHeadText(this.#dicer, (text) => {
      if (!isHeadText(text)) this.#fail(new MultipartFault('has a part with a header line that is no `Name: value`'));
    });
    this.#dicer.on('part', (stream) => this.#begin(stream));
    this.#dicer.on('finish', () => this.#finish());
    this.#dicer.on('error', () => this.#fail(new MultipartFault('ends before its closing boundary')));
  }

  /** The parts in their order; `source` is not ended when the reading stops early. */
  async *parts(source: AsyncIterable<Uint8Array>): AsyncGenerator<ArrivingPart> {
    this.#pump(source).catch((error: unknown) => this.#fail(error));
    for (;;) {
      const found = await this.#next();
      if (found === undefined) return;
      const head = readPartHead(this.#measured(found.lines ?? new Map()));
      yield { head, content: this.#content(found.stream) };
    }
  }

  /** Takes no more; whoever waits for a part or a piece of one gets the error. */
  stop(error: unknown): void {
    this.#fail(error);
  }

  async #pump(source: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const chunk of source) {
      if (this.#fault !== undefined) return;
      // What follows the closing line belongs to nothing (RFC 2046, section 5.1.1), and the parser takes no more.
      if (!this.#dicer.writable || this.#dicer.write(chunk)) continue;
      await new Promise<void>((resolve) => {
        this.#flow = resolve;
        this.#dicer.once('drain', resolve);
      });
    }
    if (this.#dicer.writable) this.#dicer.end();
    else this.#finish();
  }

  #begin(stream: Dicer.PartStream): void {
    // The parser reports the end of the whole in every part that is open; `#fail` tells whoever reads.
    stream.on('error', () => {});
    this.#count += 1;
    const fault = this.#cutShort() ?? this.#overCount();
    if (fault !== undefined) {
      this.#fail(fault);
      return;
    }
    const found: FoundPart = { stream, lines: undefined };
    this.#newest = found;
    stream.on('header', (lines: object) => {
      found.lines = new Map(Object.entries(lines));
      this.#found.push(found);
      this.#wake();
    });
  }

  #finish(): void {
    const fault = this.#cutShort();
    if (fault !== undefined) {
      this.#fail(fault);
      return;
    }
    this.#complete = true;
    this.#wake();
  }

  /** A part of which the next boundary came before its header section was complete. */
  #cutShort(): MultipartFault | undefined {
    const isCut = this.#newest !== undefined && this.#newest.lines === undefined;
    return isCut ? new MultipartFault('has a part without a header section') : undefined;
  }

  #overCount(): MultipartFault | undefined {
    const { parts } = this.#limits;
    return this.#count > parts ? new MultipartFault(`has more than ${parts} parts`) : undefined;
  }

  #fail(error: unknown): void {
    this.#fault ??= error;
    this.#wake();
    this.#flow();
    this.#newest?.stream.destroy();
    for (const { stream } of this.#found) stream.destroy();
  }

  async #next(): Promise<FoundPart | undefined> {
    while (this.#fault === undefined) {
      const found = this.#found.shift();
      if (found !== undefined) return found;
      if (this.#complete) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    throw this.#fault;
  }

  #measured(lines: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
    let bytes = 0;
    // Name, colon, space, value and line end; Latin-1 has one character for each byte.
    for (const [name, values] of lines) for (const value of values) bytes += name.length + value.length + 4;
    const { partHeaderBytes } = this.#limits;
    if (bytes <= partHeaderBytes) return lines;
    throw new MultipartFault(`has a part with more than ${partHeaderBytes} bytes of header fields`);
  }

  async *#content(stream: Dicer.PartStream): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of stream) {
        if (this.#fault !== undefined) throw this.#fault;
        yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
      }
    } catch (error) {
      throw this.#fault ?? error;
    }
    if (this.#fault !== undefined) throw this.#fault;
  }
}
