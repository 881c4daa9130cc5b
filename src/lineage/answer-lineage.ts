import type { JsonValue } from '../codec/json-value.ts';
import type { ValuePath } from '../codec/value-path.ts';
import type { AnswerBody, AnswerHeader, ResponseDeclaration } from '../contract/answer-declaration.ts';
import { pointerTo } from '../contract/json-pointer.ts';
import type { AnswerField, AnswerFields } from '../http/answer-fields.ts';
import { createJudge } from '../pipeline/explain/applying.ts';
import { leavesOf } from './leaves.ts';
import type { LineagePlace, LineageRow, LineageSource } from './lineage.ts';
import { ruleOrigin } from './rule-origin.ts';
import { traceFrom, wayOut } from './trace.ts';
import { Tracer } from './trace-value.ts';

/** An answer that was brought back, and its values as they may be shown. */
export interface TracedAnswer {
  /** The declared answer that it is; `undefined` where nobody declares it. */
  readonly response: ResponseDeclaration | undefined;
  /** What is declared of its content. */
  readonly body: AnswerBody | undefined;
  /** The upstream's status, and the caller's. */
  readonly status: { readonly upstream: number; readonly caller: number };
  /** The caller's header fields, with masks for what is sensitive. */
  readonly fields: AnswerFields;
  /** The upstream's. */
  readonly received: AnswerFields;
  /** The caller's content as a value, where it is one, and the same with masks. */
  readonly content: { readonly value: JsonValue; readonly shown: JsonValue } | undefined;
}

/** Says of every value of a caller's answer what it was made of: status, header fields, each scalar of the content. */
export function answerLineage({ response, body, status, fields, received, content }: TracedAnswer): LineageRow[] {
  const statusPlace: LineagePlace = { in: 'status', name: '', pointer: '' };
  const statusRow: LineageRow = {
    to: statusPlace,
    value: status.caller,
    from: status.caller === status.upstream ? [{ kind: 'value', place: statusPlace }] : [{ kind: 'constant' }],
    rules: [],
    codecs: [],
  };
  const declared = new Map(response?.headers?.fields.map((field) => [field.name.toLowerCase(), field]));
  // Of the framing nobody wants to know.
  const told = [...fields].filter(([key]) => key !== 'content-length');
  const headerRows = told.map(([key, field]) =>
    headerRow(field, { declared: declared.get(key), came: received.has(key) }),
  );
  return [statusRow, ...headerRows, ...(content === undefined ? [] : contentRows(body, content))];
}

function headerRow(
  { name, value }: AnswerField,
  { declared, came }: { readonly declared: AnswerHeader | undefined; readonly came: boolean },
): LineageRow {
  const to: LineagePlace = { in: 'header', name, pointer: '' };
  const told = { to, value };
  if (declared === undefined) {
    const source: LineageSource = came ? { kind: 'undeclared', place: to } : { kind: 'constant' };
    return { ...told, from: [source], rules: [], codecs: [] };
  }
  const { plan, source, bodyPath, place } = declared;
  const origin = ruleOrigin(place);
  return {
    ...told,
    from: [{ kind: 'value', place: headerSource(source?.name, bodyPath) }],
    rules: origin === undefined ? [] : [origin],
    codecs: plan.codec === undefined ? [] : [plan.codec.name],
  };
}

function headerSource(name: string | undefined, bodyPath: ValuePath | undefined): LineagePlace {
  if (bodyPath !== undefined) return { in: 'body', name: '', pointer: pointerTo('', ...bodyPath) };
  return { in: 'header', name: name ?? '', pointer: '' };
}

function contentRows(
  body: AnswerBody | undefined,
  { value, shown }: { readonly value: JsonValue; readonly shown: JsonValue },
): LineageRow[] {
  const whole: LineagePlace = { in: 'body', name: '', pointer: '' };
  if (body === undefined) {
    return [{ to: whole, value: undefined, from: [{ kind: 'undeclared', place: whole }], rules: [], codecs: [] }];
  }
  const tracer = new Tracer(createJudge());
  const to = { slot: undefined, path: [] };
  tracer.value(body.plan, value, { from: [], to, rules: [], isDefault: false, into: tracer.traces });
  return leavesOf(shown).map(({ path, value: leaf }) => {
    const place: LineagePlace = { in: 'body', name: '', pointer: pointerTo('', ...path) };
    const trace = traceFrom(tracer.traces, path);
    if (trace === undefined) return { to: place, value: leaf, from: [], rules: [], codecs: [] };
    const way = wayOut(trace, path);
    const from: LineageSource = { kind: 'value', place: sourcePlace(body, way.to) };
    return { to: place, value: leaf, from: [from], rules: way.rules, codecs: [...way.codecs].reverse() };
  });
}

function sourcePlace(
  { sources }: AnswerBody,
  { slot, path }: { readonly slot: number | undefined; readonly path: ValuePath },
): LineagePlace {
  if (slot === undefined) return { in: 'body', name: '', pointer: pointerTo('', ...path) };
  return { in: 'header', name: sources[slot]?.name ?? '', pointer: '' };
}
