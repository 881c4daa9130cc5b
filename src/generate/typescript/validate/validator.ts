// The runtime file `paramap-validate`: bundled for browsers out of the very code by which the gateway explains a refusal.

import { parseJson } from '../../../codec/json-text/parse.ts';
import type { JsonValue } from '../../../codec/json-value.ts';
import { callerFormat } from '../../../contract/body-formats.ts';
import type { BodyContent } from '../../../contract/body-declaration.ts';
import type { Operation, Parameter, ParameterGroup } from '../../../contract/contract.ts';
import { PlaceGraph } from '../../../contract/place-graph.ts';
import type { SchemaNode } from '../../../contract/schema-node.ts';
import { textForm } from '../../../contract/text-form.ts';
import { type TextLocation, textLocations } from '../../../http/location.ts';
import { compileDecode } from '../../../pipeline/decode/decode.ts';
import { DecodeReport } from '../../../pipeline/decode/decode-report.ts';
import { orderViolations } from '../../../pipeline/explain/order-faults.ts';
import { compileReadForm } from '../../../pipeline/read/read-form.ts';
import { compileExplainRequest } from '../../../pipeline/validate/explain-request.ts';
import { invalidRequest } from '../../../problem/invalid-request.ts';
import { unknownViolation } from '../../../problem/member-violation.ts';
import { formatPointer } from '../../../problem/pointer.ts';
import type { Violation } from '../../../problem/violation.ts';
import type { CallError } from '../runtime/paramap-answer.ts';
import type { Input, WrittenRequest } from '../runtime/paramap-request.ts';
import { readNodes } from './read-nodes.ts';
import type { ValidationData } from './validation-data.ts';

/** The limits that the gateway has unless it is told others. */
const limits = { queryParameters: 256, violations: 50 };

/**
 * Finds what the gateway would refuse of a request, before it is sent.
 *
 * In:  the JSON text of an operation's `ValidationData`. Nothing is done with it before the first call.
 * Out: a function that gives the problem of a 400, with the same violations in the same order; `undefined` for what fits.
 *      What only the upstream's side knows (`unsendable`), the bytes of uploads and texts are left to the gateway.
 */
export function validator(text: string): Validate {
  let judge: Judge | undefined;
  return (written, input) => {
    judge ??= compileJudge(text);
    const { operation, violations, cut } = judge(written, input);
    if (violations.length === 0) return undefined;
    const refused = invalidRequest({ operation, violations, limit: limits.violations, cut });
    const { status, code, detail, errors, members } = refused;
    const problem = { status, code, detail, operation, fault: 'caller', retryable: false, ...members, errors };
    return { kind: 'problem', status, headers: new Headers(), problem: JSON.parse(JSON.stringify(problem)) };
  };
}

interface Judgement {
  readonly operation: string;
  readonly violations: readonly Violation[];
  readonly cut: boolean;
}

/** Judges a request that was written of an input. */
export type Validate = (written: WrittenRequest, input: Input) => CallError | undefined;

type Judge = (written: WrittenRequest, input: Input) => Judgement;

function compileJudge(text: string): Judge {
  const read = parseJson(text, { maxDepth: 1000 });
  if (!read.ok) throw new SyntaxError('the schemas of the operation are no JSON');
  // Written by the generator beside this file.
  const written: unknown = read.value;
  const data = written as ValidationData;
  const { operation, content } = prepareOperation(data);
  const decode = compileDecode(operation, limits);
  const explain = compileExplainRequest(operation, limits.violations + 1);
  const readBody = content === undefined ? undefined : compileReadBody(content);
  const positions = data.template.split('/').flatMap((segment, index) => (/^\{.*\}$/.test(segment) ? [index] : []));
  return (request, input) => {
    const [path = ''] = request.path.split('?');
    const segments = path.split('/');
    const rawHeaders = request.headers.flat();
    const incoming = { method: '', url: request.path, rawHeaders, body: undefined, context: undefined };
    const decoded = decode(
      incoming,
      positions.map((index) => segments[index] ?? ''),
    );
    const body = typeof request.body === 'string' ? readBody?.(request.body) : undefined;
    const found = explain({ decoded, content, body: body?.value });
    const others = [...undeclared(input, data), ...(body?.violations ?? [])];
    const violations = orderViolations([...found, ...others], { operation, content });
    return { operation: data.operation, violations, cut: decoded.cut };
  };
}

/** Members of the input that no request is made of, told as if the query had them. */
function undeclared(input: Input, { inputs }: ValidationData): Violation[] {
  const names = Object.keys(input).filter((name) => input[name] !== undefined && !inputs.includes(name));
  return names.map((name) =>
    unknownViolation({ in: 'query', name, pointer: formatPointer([name]), declared: inputs, elsewhere: {} }),
  );
}

function prepareOperation(data: ValidationData): { operation: Operation; content: BodyContent | undefined } {
  const nodes = readNodes(data.nodes);
  const places = new PlaceGraph();
  const nodeAt = (index: number | undefined): SchemaNode | undefined =>
    index === undefined ? undefined : nodes[index];
  const groups = textLocations.map(
    (location) => [location, readGroup(location, nodeAt(data.groups[location]), places)] as const,
  );
  const schema = nodeAt(data.content?.node);
  const content = schema === undefined ? undefined : readContent(data.content?.mediaType ?? '', schema, places);
  // A body that nobody looks into is not missed either.
  const body = content === undefined ? undefined : { required: data.bodyRequired, content: [content] };
  const known = {
    name: data.operation,
    template: data.template,
    segments: data.template
      .split('/')
      .slice(1)
      .map((segment) =>
        /^\{.*\}$/.test(segment)
          ? { kind: 'parameter' as const, name: segment.slice(1, -1) }
          : { kind: 'literal' as const, text: segment },
      ),
    parameters: Object.fromEntries(groups) as Record<TextLocation, ParameterGroup>,
    body,
    unknown: data.unknown,
    deprecation: undefined,
  };
  // Decoding and explaining look at nothing else.
  return { operation: { ...({} as Omit<Operation, keyof typeof known>), ...known }, content };
}

function readGroup(location: TextLocation, schema: SchemaNode | undefined, places: PlaceGraph): ParameterGroup {
  if (schema === undefined) return { in: location, schema, place: undefined, parameters: [] };
  const place = places.place(schema);
  const parameters = [...place.members].flatMap(([name, below]) => {
    const form = textForm(below, location);
    if ('rule' in form) return [];
    const required = location === 'path' || place.required.has(name);
    const known = { in: location, name, place: below, form, required };
    return [{ ...({} as Omit<Parameter, keyof typeof known>), ...known }];
  });
  return { in: location, schema, place, parameters };
}

function readContent(mediaType: string, schema: SchemaNode, places: PlaceGraph): BodyContent {
  const place = places.place(schema);
  const { format } = callerFormat(mediaType, place);
  const known = { mediaType, schema, place, format };
  return { ...({} as Omit<BodyContent, keyof typeof known>), ...known };
}

/** Reads the body that was written, as the gateway reads it. */
function compileReadBody({ format, place }: BodyContent): (text: string) => {
  readonly value: JsonValue | undefined;
  readonly violations: readonly Violation[];
} {
  if (format.kind !== 'form') {
    return (text) => {
      const read = parseJson(text, { maxDepth: 64 });
      return { value: read.ok ? read.value : undefined, violations: [] };
    };
  }
  const readForm = compileReadForm(format, place, limits.queryParameters);
  return (text) => {
    const report = new DecodeReport(limits.violations + 1, { isOfBody: true });
    const value = readForm(text, report);
    return { value, violations: report.violations };
  };
}
