import type { Operation } from '../../contract/contract.ts';
import { type CodePart, operationCode } from '../../pipeline/code/operation-code.ts';
import { nearestName } from '../../problem/suggestion.ts';
import { printable, printableLines } from '../../problem/printable.ts';
import type { ParsedArguments } from '../parsed-arguments.ts';
import { paint, type Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import type { Workspace } from '../workspace.ts';

/** The code of one operation, as JSON has it. */
interface ShownCode {
  readonly operation: { readonly name: string; readonly route: string; readonly contract: string };
  readonly code: readonly CodePart[];
}

/** The flags that are about a request, and say nothing where the code is shown. */
const requestFlags = ['header', 'data', 'answer', 'context'] as const;

/**
 * Shows the code that runs for the operation that is named, or for all.
 *
 * Fails: throws `UsageError` for a name that no contract has, and for flags that are about a request.
 */
export function explainCode(given: ParsedArguments, { contracts, options }: Workspace, terminal: Terminal): void {
  const flag = requestFlags.find((name) => given.has(name));
  if (flag !== undefined) throw new UsageError(`--code shows code, and no request: --${flag} says nothing there`);
  const operations = chosen(
    given.positionals,
    contracts.flatMap((contract) => contract.operations),
  );
  const shown = operations.map((operation): ShownCode => {
    const { name, method, template, file } = operation;
    const code = operationCode(operation, options.limits);
    return { operation: { name, route: `${method} ${template}`, contract: file }, code };
  });
  if (given.has('json')) terminal.writeOut(`${JSON.stringify(shown, undefined, 2)}\n`);
  else for (const one of shown) printCode(one, terminal);
}

function chosen(words: readonly string[], operations: readonly Operation[]): readonly Operation[] {
  const [name, ...others] = words;
  if (others.length > 0) throw new UsageError(`one operation, by its name; what is ${others[0]}?`);
  if (name === undefined) return operations;
  const found = operations.filter((operation) => operation.name === name);
  if (found.length > 0) return found;
  const near = nearestName(
    name,
    operations.map((operation) => operation.name),
  );
  const cure = near === undefined ? 'write its name in the contract, such as findUsers' : `did you mean ${near}?`;
  throw new UsageError(`no operation is called ${name}; ${cure}`);
}

function printCode({ operation: { name, route, contract }, code }: ShownCode, terminal: Terminal): void {
  terminal.writeOut(`${paint(terminal, 'strong', printable(`${name}, ${route}, of ${contract}`))}\n\n`);
  for (const part of code) {
    const title = `// ${printable(part.name)}`;
    if (part.code !== undefined)
      terminal.writeOut(`${paint(terminal, 'strong', title)}\n${printableLines(part.code)}\n\n`);
    else terminal.writeOut(`${title}: ${printable(part.closure ?? '')} (closures)\n`);
  }
  terminal.writeOut('\n');
}
