import type { BodyContent } from '../../contract/body-declaration.ts';
import { MultipartFault } from '../../format/multipart/part-head.ts';
import { type ArrivingPart, PartReader } from '../../format/multipart/part-reader.ts';
import type { LimitOptions } from '../../options/limit-options.ts';
import { createProblem } from '../../problem/problem.ts';
import { quote } from '../../problem/quote.ts';
import type { IncomingField } from '../../pipeline/request.ts';
import { ContentFault } from '../../upstream/streamed-content.ts';
import type { BodySource } from './body-source.ts';

/** What arrives next of a form. */
export type Arrival =
  | { readonly kind: 'field'; readonly field: IncomingField }
  | { readonly kind: 'file'; readonly part: ArrivingPart };

/** A multipart form while it arrives: its parts in order, told apart as fields and files. */
export class ArrivingForm {
  readonly #content: BodyContent;
  readonly #limits: Readonly<Required<LimitOptions>>;
  readonly #reader: PartReader;
  readonly #parts: AsyncGenerator<ArrivingPart>;
  #fieldBytes = 0;

  constructor(
    source: BodySource,
    boundary: string,
    at: { content: BodyContent; limits: Readonly<Required<LimitOptions>> },
  ) {
    const { content, limits } = at;
    this.#content = content;
    this.#limits = limits;
    this.#reader = new PartReader(boundary, { parts: limits.formParts, partHeaderBytes: limits.partHeaderBytes });
    this.#parts = this.#reader.parts(source);
  }

  /**
   * The next field, with its text, or file; `undefined` at the end. A file must have been read before.
   *
   * Fails: throws `ContentFault` for a form that is malformed or too large, and what the source throws.
   */
  async next(): Promise<Arrival | undefined> {
    for (;;) {
      const { value: part, done } = await told(this.#parts.next());
      if (done === true) return undefined;
      // A browser sends a file field in which nothing was chosen as a nameless, empty file: it is absent.
      if (part.head.fileName === '' && (await this.#isEmpty(part))) continue;
      if (this.#isFile(part)) return { kind: 'file', part };
      return { kind: 'field', field: await this.#readField(part) };
    }
  }

  /** The content of a file, up to `limit` bytes. */
  async *contentOf(part: ArrivingPart, limit: number): AsyncGenerator<Buffer> {
    let bytes = 0;
    const pieces = part.content[Symbol.asyncIterator]();
    for (;;) {
      const { value, done } = await told(pieces.next());
      if (done === true) return;
      bytes += value.byteLength;
      if (bytes > limit) throw new ContentFault(fileTooLarge(part.head.name, limit));
      yield value;
    }
  }

  /** Nobody reads it any more. */
  stop(): void {
    this.#reader.stop(new MultipartFault('is not read any more'));
  }

  /** What the contract declares decides; of other parts, those with a file name are files. */
  #isFile({ head }: ArrivingPart): boolean {
    if (this.#content.files.has(head.name)) return true;
    return head.fileName !== undefined && !this.#content.place.members.has(head.name);
  }

  async #isEmpty(part: ArrivingPart): Promise<boolean> {
    const { done } = await told(part.content[Symbol.asyncIterator]().next());
    return done === true;
  }

  async #readField(part: ArrivingPart): Promise<IncomingField> {
    const { name, mediaType } = part.head;
    const chunks: Buffer[] = [];
    for await (const chunk of this.contentOf(part, this.#limits.bodyBytes)) {
      this.#fieldBytes += chunk.byteLength;
      if (this.#fieldBytes > this.#limits.bodyBytes) throw new ContentFault(fieldsTooLarge(this.#limits.bodyBytes));
      chunks.push(chunk);
    }
    try {
      return { name, mediaType, text: utf8.decode(Buffer.concat(chunks)) };
    } catch {
      throw new ContentFault(malformed(`has a field ${quote(name)} that is not UTF-8`));
    }
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

async function told<T>(step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (error) {
    throw error instanceof MultipartFault ? new ContentFault(malformed(error.message)) : error;
  }
}

const malformed = (reason: string) => createProblem('malformed-body', { detail: `The multipart content ${reason}` });

const fieldsTooLarge = (limitBytes: number) =>
  createProblem('body-too-large', {
    detail: `The fields of the form have more than ${limitBytes} bytes`,
    members: { limitBytes },
  });

const fileTooLarge = (name: string, limitBytes: number) =>
  createProblem('body-too-large', {
    detail: `The file ${quote(name)} is larger than ${limitBytes} bytes`,
    members: { limitBytes },
  });
