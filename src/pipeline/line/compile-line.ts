import type { Operation } from '../../contract/contract.ts';
import { type LineParts, type LineWay, writeLine } from './line-way.ts';
import { isApart } from './send-body.ts';
import { whyGeneral } from './why-general.ts';

/** The line of an operation's requests. */
export interface Line {
  readonly serve: LineWay;
  /** Whether requests with a body are served as well. */
  readonly takesBody: boolean;
}

/**
 * Compiles the way of an operation's requests, at the first of them.
 *
 * Out: `undefined` where the stages alone serve the operation.
 */
export function compileLine(operation: Operation, parts: LineParts): Line | undefined {
  if (whyGeneral(operation) !== undefined) return undefined;
  let way: LineWay | undefined;
  const compile = (): LineWay => {
    const { program, entry } = writeLine(operation, parts);
    way = program.compile<LineWay>(entry) ?? (() => undefined);
    return way;
  };
  return {
    serve: (incoming, pathValues, body) => (way ?? compile())(incoming, pathValues, body),
    takesBody: operation.body !== undefined && isApart(operation),
  };
}
