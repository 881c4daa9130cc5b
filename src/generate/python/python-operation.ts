import type { Operation, Parameter } from '../../contract/contract.ts';
import { type ClientOperation, planClientOperation } from '../schema/client-operation.ts';
import type { Definitions } from '../schema/definitions.ts';
import { assignSnakeNames } from './python-names.ts';

/** One argument of a method. */
export interface PythonArgument {
  /** `user_name` */
  readonly name: string;
  /** The parameter that it is; `undefined` for the body. */
  readonly parameter: Parameter | undefined;
  readonly required: boolean;
  /** The member of the operation's input type. */
  readonly key: string;
}

/** An operation as the generated client knows it. */
export interface PythonOperation {
  readonly planned: ClientOperation;
  readonly operation: Operation;
  /** `find_users` */
  readonly method: string;
  /** Those that are required first, otherwise in the contract's order. */
  readonly arguments: readonly PythonArgument[];
}

/** Arguments that every method has, or that would hide something. */
const taken = ['self', 'options', 'timeout', 'headers', 'retries', 'body'];

/** Plans the operations of one contract, and adds their types to the file's definitions. */
export function planPythonOperations(
  operations: readonly Operation[],
  definitions: Definitions,
): readonly PythonOperation[] {
  const names = assignSnakeNames(
    operations.map(({ name }) => name),
    [],
  );
  return operations.map((operation) => {
    const planned = planClientOperation(operation, definitions);
    return { planned, operation, method: names.get(operation.name) ?? operation.name, arguments: argumentsOf(planned) };
  });
}

function argumentsOf({ operation, fields }: ClientOperation): readonly PythonArgument[] {
  const names = assignSnakeNames(
    fields.map(({ key }) => key),
    taken,
  );
  const all: PythonArgument[] = fields.map(({ key, parameter }) => ({
    name: names.get(key) ?? key,
    parameter,
    required: parameter.required,
    key,
  }));
  if (operation.body !== undefined) {
    all.push({ name: 'body', parameter: undefined, required: operation.body.required, key: 'body' });
  }
  return [...all.filter(({ required }) => required), ...all.filter(({ required }) => !required)];
}
