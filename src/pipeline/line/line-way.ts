/*
 * The line of a request (its path, query, header fields and cookies) is read, judged, mapped and written by code that is
 * made for its operation: no value is put anywhere that nobody asks for. The code only accepts. Whatever it does not take
 * for certain it leaves to the stages, which run from the beginning, refuse with their words, or accept all the same.
 */
import { type Code, code } from '../../emit/code.ts';
import { Program } from '../../emit/program.ts';
import type { Operation } from '../../contract/contract.ts';
import { compilePassThrough } from '../encode/pass-through.ts';
import { everyContent } from '../encode/encode-content.ts';
import { fixedValue } from '../encode/slot-writer.ts';
import type { Incoming, Outgoing } from '../request.ts';
import type { GateCompiler } from '../validate/gate.ts';
import { emitFields, emitPath, emitQuery } from './emit-outgoing.ts';
import { emitJudge } from './emit-judge.ts';
import { emitPlace, emitReadFields, emitReadPath } from './emit-read.ts';
import { emitReadQuery } from './emit-query.ts';
import { leave, type LineSource, when } from './line-source.ts';
import { type BodyInHand, compileSendBody } from './send-body.ts';
import { noValues } from '../decode/nothing.ts';

/** Serves a request, with its body where there is one; `undefined` leaves it to the stages. */
export type LineWay = (
  incoming: Incoming,
  pathValues: readonly string[],
  body: BodyInHand | undefined,
) => Outgoing | undefined;

/** What the code of an operation is made with. */
export interface LineParts {
  readonly gates: GateCompiler;
  readonly mostPairs: number;
}

/** The program of one operation's line, and the name of its function. */
export interface LineProgram {
  readonly program: Program;
  readonly entry: Code;
}

/** Writes the code of an operation's line; only for one of which `whyGeneral` says nothing. */
export function writeLine(operation: Operation, { gates, mostPairs }: LineParts): LineProgram {
  const program = new Program();
  const source: LineSource = { operation, program, read: new Map() };
  const entry = program.fresh('serve');
  const names = {
    incoming: program.fresh('incoming'),
    pathValues: program.fresh('pathValues'),
    url: program.fresh('url'),
    forwarded: program.fresh('forwarded'),
    values: program.fresh('values'),
    headers: program.fresh('headers'),
    way: program.fresh('way'),
    body: program.fresh('body'),
    content: program.fresh('content'),
  };
  const { incoming, pathValues, url, values, headers, way } = names;
  const objects = {
    path: program.fresh('path'),
    query: program.fresh('query'),
    header: program.fresh('header'),
    cookie: program.fresh('cookie'),
  };
  const rawHeaders = code`${incoming}.rawHeaders`;
  const body = [
    ...emitReadPath(source, pathValues),
    code`const ${url} = ${incoming}.url;`,
    ...emitReadQuery(source, { url, forwarded: names.forwarded, mostPairs }),
    ...emitReadFields(source, 'header', { object: objects.header, rawHeaders }),
    ...emitReadFields(source, 'cookie', { object: objects.cookie, rawHeaders }),
    ...emitObjects(source, objects),
    ...emitJudge(source, { objects, context: code`${incoming}.context`, gates }),
    ...emitValues(source, { values, incoming, objects }),
    ...emitPath(source, { path: way, values }),
    ...emitQuery(source, { path: way, forwarded: names.forwarded, values }),
    ...emitContent(source, { ...names, gates }),
    ...emitFields(source, { headers, values }),
    ...emitOutgoing(source, names),
  ];
  program.define(entry, { parameters: [incoming, pathValues, names.body], body });
  return { program, entry };
}

type Objects = Readonly<Record<'path' | 'query' | 'header' | 'cookie', Code>>;

/** The objects of values that somebody reads: their schema, or a value that is made of several. */
function emitObjects(source: LineSource, objects: Objects): Code[] {
  const { parameters } = source.operation;
  return [
    ...(parameters.path.schema === undefined ? [] : emitPlace(source, 'path', objects.path)),
    ...(parameters.query.schema === undefined ? [] : emitPlace(source, 'query', objects.query)),
  ];
}

/** The typed values of all locations, where the contract makes a value of them. */
function emitValues(source: LineSource, by: { values: Code; incoming: Code; objects: Objects }): Code[] {
  const { operation, program } = source;
  const isMade = operation.upstream.slots.some(
    (slot) => slot.source.kind === 'added' && fixedValue(slot) === undefined,
  );
  if (!isMade) return [];
  const { path, query, header, cookie } = operation.parameters;
  const none = program.constant('nothing', noValues);
  const group = ({ schema, parameters }: typeof path, object: Code): Code =>
    schema === undefined && parameters.length === 0 ? none : object;
  return [
    code`const ${by.values} = { path: ${group(path, by.objects.path)}, query: ${group(query, by.objects.query)}, header: ${group(header, by.objects.header)}, cookie: ${group(cookie, by.objects.cookie)}, body: undefined, context: ${by.incoming}.context, credential: ${by.incoming}.credential };`,
  ];
}

/** The content, and the caller's fields that go on with it. */
function emitContent(
  { operation, program }: LineSource,
  by: { incoming: Code; body: Code; content: Code; headers: Code; gates: GateCompiler },
): Code[] {
  const passThrough = program.constant('passThrough', compilePassThrough(operation));
  const fields = (kept: Code): Code => code`const ${by.headers} = ${passThrough}(${by.incoming}.rawHeaders, ${kept});`;
  if (operation.body === undefined) return [fields(program.constant('everyContent', everyContent))];
  const send = program.constant('sendBody', compileSendBody(operation, by.gates));
  return [
    code`const ${by.content} = ${send}(${by.incoming}, ${by.body});`,
    when(code`${by.content} === undefined`, [leave]),
    fields(code`${by.content}.kept`),
  ];
}

function emitOutgoing(
  { operation }: LineSource,
  by: { incoming: Code; way: Code; headers: Code; content: Code },
): Code[] {
  const { accept, method } = operation.upstream;
  const { headers, content } = by;
  const hasBody = operation.body !== undefined;
  // `HEAD` is served by the `GET` operation; the upstream is asked for no more than the head either.
  const asked = method === 'GET' ? code`${by.incoming}.method === "HEAD" ? "HEAD" : "GET"` : code`${method}`;
  const body = hasBody ? code`${content}.body` : code`undefined`;
  const type = code`${content}.contentType`;
  return [
    ...(accept === undefined ? [] : [code`${headers}.push("Accept", ${accept});`]),
    ...(hasBody ? [code`if (${type} !== undefined) ${headers}.push("Content-Type", ${type});`] : []),
    code`return { method: ${asked}, path: ${by.way}, headers: ${headers}, body: ${body} };`,
  ];
}
