import type { Operation } from '../../contract/contract.ts';
import { type LineParts, type LineWay, writeLine } from './line-way.ts';
import { whyGeneral } from './why-general.ts';

/**
 * Compiles the way of an operation's requests without a body, at the first of them.
 *
 * Out: `undefined` where the stages alone serve the operation.
 */
export function compileLine(operation: Operation, parts: LineParts): LineWay | undefined {
  if (whyGeneral(operation) !== undefined) return undefined;
  let way: LineWay | undefined;
  const compile = (): LineWay => {
    const { program, entry } = writeLine(operation, parts);
    way = program.compile<LineWay>(entry) ?? (() => undefined);
    return way;
  };
  return (incoming, pathValues) => (way ?? compile())(incoming, pathValues);
}
