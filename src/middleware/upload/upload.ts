import { randomBytes } from 'node:crypto';
import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation } from '../../contract/contract.ts';
import type { PartHead } from '../../format/multipart/part-head.ts';
import type { ArrivingPart } from '../../format/multipart/part-reader.ts';
import { formatMultipartEnd, formatPartHead, partEnd } from '../../format/multipart/write-multipart.ts';
import type { LimitOptions } from '../../options/limit-options.ts';
import { outgoingFileName } from '../../pipeline/encode/encode-parts.ts';
import { fileViolations } from '../../pipeline/read/file-violations.ts';
import type { IncomingField, IncomingFile, IncomingParts, Outcome, Outgoing } from '../../pipeline/request.ts';
import { invalidRequest } from '../../problem/invalid-request.ts';
import { formatPointer } from '../../problem/pointer.ts';
import type { Problem } from '../../problem/problem.ts';
import { createViolation } from '../../problem/violation.ts';
import { ContentFault, type StreamedContent } from '../../upstream/streamed-content.ts';
import { contractBroken } from '../../problem/edge-problem.ts';
import { ArrivingForm } from './arriving-form.ts';
import type { BodySource } from './body-source.ts';
import { missingBeforeFile } from './missing-field.ts';
import { sentContent } from './sent-content.ts';

/** What an upload goes by. */
export interface UploadParts {
  readonly source: BodySource;
  /** Of the caller's content. */
  readonly boundary: string;
  readonly operation: Operation;
  readonly content: BodyContent;
  readonly limits: Readonly<Required<LimitOptions>>;
  /** Runs the pipeline over what has come of the form. */
  judge(parts: IncomingParts): Outcome<Outgoing>;
}

/** A form whose fields are judged; with `content` where files follow, which are still on their way. */
export interface BegunUpload {
  readonly outgoing: Outgoing;
  readonly content: StreamedContent | undefined;
}

/**
 * How many characters of fields are judged again at further files, all together. Beyond that a file is judged by its own
 * head, and the whole at the end: many small files beside large fields would cost their product otherwise.
 */
const mostJudgedAgain = 1_048_576;

/**
 * One multipart form on its way through: fields first, which are read and judged, then files, which go on as they come.
 *
 * Nothing is sent before the first file begins, for the head of the outgoing request and its fields need all fields. The
 * whole is judged again at further files and at the end; where it turns out unfit, or not whole, the outgoing request is
 * broken off, so that the upstream never sees a complete one.
 */
export class Upload {
  readonly #parts: UploadParts;
  readonly #form: ArrivingForm;
  readonly #boundary = `paramap-${randomBytes(18).toString('base64url')}`;
  readonly #fields: IncomingField[] = [];
  readonly #files: IncomingFile[] = [];
  #judgedAgain = 0;

  constructor(parts: UploadParts) {
    this.#parts = parts;
    this.#form = new ArrivingForm(parts.source, parts.boundary, parts);
  }

  /** Reads up to the first file, or to the end where there is none. Fails: throws `ContentFault` or `CallerGone`. */
  async begin(): Promise<BegunUpload> {
    for (;;) {
      const arrival = await this.#form.next();
      if (arrival === undefined) return { outgoing: this.#judge(true), content: undefined };
      if (arrival.kind === 'field') {
        this.#fields.push(arrival.field);
        continue;
      }
      this.#files.push(fileOf(arrival.part));
      const outgoing = this.#judge(false);
      return { outgoing, content: this.#content(arrival.part, outgoing) };
    }
  }

  #content(first: ArrivingPart, outgoing: Outgoing): StreamedContent {
    const stop = (): void => {
      this.#form.stop();
      this.#parts.source.release();
    };
    return sentContent(this.#write(first, outgoing), { length: undefined, stop });
  }

  async *#write(first: ArrivingPart, begun: Outgoing): AsyncGenerator<string | Buffer> {
    yield partsOf(begun).fields;
    yield* this.#writeFile(first, partsOf(begun).files.at(-1)?.name);
    for (let part = await this.#nextFile(); part !== undefined; part = await this.#nextFile()) {
      yield* this.#writeFile(part, this.#judgeFile(fileOf(part), begun));
    }
    this.#judgeAgain(begun, true);
    yield formatMultipartEnd(this.#boundary);
  }

  /** `name` is what the upstream calls the file; `undefined` for one that is not sent. */
  async *#writeFile(part: ArrivingPart, name: string | undefined): AsyncGenerator<string | Buffer> {
    const { head } = part;
    const { content, limits } = this.#parts;
    const limit = Math.min(content.files.get(head.name)?.maxBytes ?? limits.fileBytes, limits.fileBytes);
    if (name !== undefined) yield formatPartHead(this.#boundary, fileHead(head, name));
    for await (const chunk of this.#form.contentOf(part, limit)) if (name !== undefined) yield chunk;
    if (name !== undefined) yield partEnd;
  }

  async #nextFile(): Promise<ArrivingPart | undefined> {
    const arrival = await this.#form.next();
    if (arrival === undefined) return undefined;
    if (arrival.kind === 'field') throw new ContentFault(lateField(arrival.field.name, this.#parts));
    this.#files.push(fileOf(arrival.part));
    return arrival.part;
  }

  /** Judges a further file, and gives its name for the upstream. */
  #judgeFile(file: IncomingFile, begun: Outgoing): string | undefined {
    const { content, operation } = this.#parts;
    const unknown = operation.unknown.body;
    const isRefused =
      fileViolations({ files: [file] }, content).length > 0 || (unknown === 'refuse' && !content.files.has(file.name));
    for (const { text } of this.#fields) this.#judgedAgain += text.length;
    if (isRefused || this.#judgedAgain <= mostJudgedAgain) this.#judgeAgain(begun, false);
    return outgoingFileName(file.name, { content, unknown });
  }

  #judge(complete: boolean): Outgoing {
    const parts: IncomingParts = {
      kind: 'parts',
      fields: this.#fields,
      files: this.#files,
      complete,
      boundary: this.#boundary,
    };
    const { judge, limits } = this.#parts;
    const outcome = judge(parts);
    if (outcome.ok) return outcome.value;
    throw new ContentFault(complete ? outcome.problem : missingBeforeFile(outcome.problem, limits.violations));
  }

  /** What went out already has to be what the whole form maps to. */
  #judgeAgain(begun: Outgoing, complete: boolean): Outgoing {
    const outgoing = this.#judge(complete);
    if (sentPart(outgoing) === sentPart(begun)) return outgoing;
    throw new ContentFault(contractBroken(new Error(changedMessage), this.#parts.operation.name));
  }
}

/** Many services take a part without a file name for a field, and read one without a media type as text. */
const fileHead = ({ fileName = 'blob', contentType = 'application/octet-stream' }: PartHead, name: string) => ({
  name,
  fileName,
  contentType,
});

const fileOf = ({ head }: ArrivingPart): IncomingFile => {
  const { name, fileName, mediaType } = head;
  return { name, fileName, mediaType };
};

function partsOf({ streamed }: Outgoing) {
  if (streamed?.kind !== 'parts') throw new Error('a form with files is not sent as a form');
  return streamed;
}

const sentPart = (outgoing: Outgoing): string =>
  JSON.stringify([outgoing.method, outgoing.path, outgoing.headers, partsOf(outgoing).fields]);

function lateField(name: string, { operation, limits }: UploadParts): Problem {
  const violation = createViolation({
    in: 'body',
    name,
    pointer: formatPointer([name]),
    code: 'part-order',
    predicate: 'comes after a file; send all fields before the first file',
  });
  return invalidRequest({ operation: operation.name, violations: [violation], limit: limits.violations });
}

const changedMessage =
  'the mapping of the fields depends on files that come later: what was sent already does not hold';
