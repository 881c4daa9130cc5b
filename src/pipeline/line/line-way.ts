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
import type { LineSource } from './line-source.ts';
import { noValues } from '../decode/nothing.ts';

/** Serves a request without a body; `undefined` leaves it to the stages. */
export type LineWay = (incoming: Incoming, pathValues: readonly string[]) => Outgoing | undefined;

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
  };
  const { incoming, pathValues, url, values, headers, way } = names;
  const objects = {
    path: program.fresh('path'),
    query: program.fresh('query'),
    header: program.fresh('header'),
    cookie: program.fresh('cookie'),
  };
  const rawHeaders = code`${incoming}.rawHeaders`;
  const passThrough = program.constant('passThrough', compilePassThrough(operation));
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
    code`const ${headers} = ${passThrough}(${rawHeaders}, ${program.constant('everyContent', everyContent)});`,
    ...emitFields(source, { headers, values }),
    ...emitAnswer(source, { incoming, way, headers }),
  ];
  program.define(entry, { parameters: [incoming, pathValues], body });
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

function emitAnswer({ operation }: LineSource, by: { incoming: Code; way: Code; headers: Code }): Code[] {
  const { accept, method } = operation.upstream;
  // `HEAD` is served by the `GET` operation; the upstream is asked for no more than the head either.
  const asked = method === 'GET' ? code`${by.incoming}.method === "HEAD" ? "HEAD" : "GET"` : code`${method}`;
  return [
    ...(accept === undefined ? [] : [code`${by.headers}.push("Accept", ${accept});`]),
    code`return { method: ${asked}, path: ${by.way}, headers: ${by.headers}, body: undefined };`,
  ];
}
