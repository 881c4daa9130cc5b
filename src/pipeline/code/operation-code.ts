import type { Operation } from '../../contract/contract.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import { mostSourceLength } from '../../emit/program.ts';
import { textLocations } from '../../http/location.ts';
import type { ApiLimits } from '../compiled-operation.ts';
import { writeBody } from '../body/write-body.ts';
import { writeLine } from '../line/line-way.ts';
import { whyGeneral } from '../line/why-general.ts';
import { GateCompiler } from '../validate/gate.ts';
import { gateSource } from '../validate/gate-source.ts';

/** A part of what runs for an operation: its source text, or, for a part in closures, what that does. */
export interface CodePart {
  /** What the part does: `line`, `schema of query`. */
  readonly name: string;
  /** Source text as it is run. Constants are names in it: codecs, patterns, secrets. */
  readonly code?: string;
  /** Of a part without source text of its own: what runs in its place, and why. */
  readonly closure?: string;
}

/**
 * The code that runs for an operation's requests, in the order of travel, for people to read.
 *
 * It is written anew, by the functions that write what is run. No secret and no sensitive default is text of it.
 */
export function operationCode(operation: Operation, limits: ApiLimits): CodePart[] {
  return [linePart(operation, limits), ...schemaParts(operation), ...bodyParts(operation), ...stageParts(operation)];
}

function linePart(operation: Operation, { queryParameters }: ApiLimits): CodePart {
  const name = 'line: path, query, header fields and cookies';
  const reason = whyGeneral(operation);
  if (reason !== undefined) return { name, closure: `decode, map and encode, in closures, because ${reason}` };
  const { program } = writeLine(operation, { gates: new GateCompiler(), mostPairs: queryParameters });
  return { name, code: program.source() };
}

function schemaParts({ parameters, body, context }: Operation): CodePart[] {
  const schemas: [name: string, node: SchemaNode | undefined][] = [
    ...textLocations.map((location): [string, SchemaNode | undefined] => [location, parameters[location].schema]),
    ...(body?.content ?? []).map(({ mediaType, schema }): [string, SchemaNode] => [`the body, ${mediaType}`, schema]),
    ["the app's context", context],
  ];
  return schemas.flatMap(([name, node]) =>
    node === undefined ? [] : [{ name: `schema of ${name}`, ...gateSource(node) }],
  );
}

function bodyParts({ body }: Operation): CodePart[] {
  return (body?.content ?? []).map((content) => {
    const name = `mapping of the body, ${content.mediaType}`;
    if (content.plan.identity) return { name, closure: 'none: it goes on as it is' };
    const source = writeBody(content)?.program.source();
    if (source !== undefined && source.length <= mostSourceLength) return { name, code: source };
    return { name, closure: 'map, in closures made of the plan of the body, which code cannot express' };
  });
}

/** What runs in closures for every operation. */
function stageParts({ body }: Operation): CodePart[] {
  const stages = [
    ['match', 'the search for the route, one for all operations'],
    ...(body === undefined
      ? []
      : [
          ['read', 'bytes become the value of their media type'],
          ['undeclared members', 'the search for members that no schema names, where the code did not count them'],
          ['write', "the mapped value becomes the upstream's content"],
        ]),
    ['decode, validate, map, encode', 'serve what the code above leaves to them'],
    ['explain', 'finds and words every fault; a schema that refuses often gets code that passes over what fits'],
    ['reply', "the upstream's answer, judged and mapped back"],
  ] as const;
  return stages.map(([name = '', closure = '']) => ({ name, closure }));
}
