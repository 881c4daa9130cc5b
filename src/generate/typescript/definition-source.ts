import type { TextForm } from '../../contract/parameter-form.ts';
import type { InputField } from '../schema/client-operation.ts';
import type { AnswerKind } from './plan-answers.ts';
import { bodyWriter, type PlannedOperation } from './plan-operation.ts';
import type { PlannedStream } from './plan-stream.ts';
import { literalMember, quoted } from './source-text.ts';
import { writeValidator } from './validator-source.ts';

/** Marks a call that does nothing but make a value, so that bundlers drop it where nobody uses the value. */
const pure = '/* @__PURE__ */ ';

/** Writes an operation as data for the runtime: literals, and the names of the runtime's own functions. */
export function writeDefinition(planned: PlannedOperation, { validates }: { readonly validates: boolean }): string {
  const plain = `${pure}operation(${writeObject(members(planned, validates), '  ')})`;
  if (planned.pagination !== undefined) {
    const { items, next, parameter, key } = planned.pagination;
    const paging = [
      `items: ${writeList(items)}`,
      ...(next === undefined ? [] : [`next: ${writeList(next)}`]),
      `parameter: ${quoted(parameter)}`,
      `key: ${quoted(key)}`,
    ];
    return `${pure}paged(${plain}, { ${paging.join(', ')} })`;
  }
  if (planned.stream !== undefined && planned.streamIsAsked) {
    const { stream } = planned;
    const reading = [`accept: ${quoted(stream.mediaType)}`, `answers: { default: ${writeStream(stream)} }`];
    return `${pure}streamed(${plain}, { ${reading.join(', ')} })`;
  }
  return plain;
}

function members(planned: PlannedOperation, validates: boolean): readonly string[] {
  const { operation, fields, content, accept, successes, failures, stream, key } = planned;
  const parameters = fields.map((field) => `    ${writeField(field)},\n`).join('');
  const answers = byStatus(successes.map(({ status, kind }) => [status, writeReader(kind, stream)]));
  return [
    `name: ${quoted(operation.name)}`,
    `method: ${quoted(operation.method)}`,
    `path: ${quoted(operation.template)}`,
    `parameters: [${parameters === '' ? '' : `\n${parameters}  `}]`,
    ...(fields.some(({ parameter }) => parameter.form.kind !== 'scalar') ? ['writeStyled'] : []),
    ...(fields.some(({ parameter }) => parameter.in === 'cookie') ? ['writeCookies'] : []),
    ...(content === undefined ? [] : [`bodyType: ${quoted(content.mediaType)}`]),
    ...writeBodyWriter(planned),
    ...(key === undefined ? [] : [`key: ${quoted(key)}`]),
    ...(accept.length === 0 ? [] : [`accept: ${quoted([...accept, 'application/problem+json'].join(', '))}`]),
    `answers: { ${answers} }`,
    ...(failures.length === 0 ? [] : [`failures: ${writeList(failures.map(({ status }) => status))}`]),
    ...(validates ? [`validate: ${pure}validator(${writeValidator(planned)})`] : []),
  ];
}

function writeBodyWriter({ content }: PlannedOperation): readonly string[] {
  const writer = content === undefined ? undefined : bodyWriter(content);
  if (writer === undefined || content === undefined) return [];
  if (writer !== 'formWriter') return [`writeBody: ${writer}`];
  const styles = [...content.format.fields].flatMap(([name, form]) => {
    const written = writeForm(form);
    return written.length === 0 ? [] : [`[${quoted(name)}, { ${written.join(', ')} }]`];
  });
  return [`writeBody: ${pure}formWriter([${styles.join(', ')}])`];
}

/** What holds for all that is declared holds for a status that is not, too. */
function byStatus(readers: readonly (readonly [status: string, reader: string])[]): string {
  const [first] = readers;
  const isSole = readers.every(([, reader]) => reader === first?.[1]);
  const written = isSole && first !== undefined ? [['default', first[1]] as const] : readers;
  return written.map(([status, reader]) => `${quoted(status)}: ${reader}`).join(', ');
}

const readers = { json: 'readJson', none: 'readNone', text: 'readText', content: 'readBytes', any: 'readAny' } as const;

function writeReader(kind: AnswerKind, stream: PlannedStream | undefined): string {
  if (kind !== 'stream') return readers[kind];
  return stream === undefined ? readers.any : writeStream(stream);
}

function writeStream({ kind, events }: PlannedStream): string {
  if (kind !== 'events') return 'readLines';
  const declared = [...events].map(([name, mayBeText]) => `${literalMember(name)}: ${mayBeText}`);
  return `${pure}eventReader(${declared.length === 0 ? '' : `{ ${declared.join(', ')} }`})`;
}

function writeField({ key, parameter }: InputField): string {
  const described = [
    `in: ${quoted(parameter.in)}`,
    `name: ${quoted(parameter.name)}`,
    ...(key === parameter.name ? [] : [`from: ${quoted(key)}`]),
    ...writeForm(parameter.form),
  ];
  return `{ ${described.join(', ')} }`;
}

function writeForm(form: TextForm): readonly string[] {
  return form.kind === 'scalar' ? [] : [`style: ${quoted(form.style)}`, `explode: ${form.explode}`];
}

const writeList = (texts: readonly string[]): string => `[${texts.map(quoted).join(', ')}]`;

function writeObject(written: readonly string[], indent: string): string {
  return `{\n${written.map((member) => `${indent}${member},\n`).join('')}}`;
}
