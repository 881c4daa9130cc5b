import type { TypeSchema } from '../schema/type-schema.ts';
import type { NameShapes } from './name-shapes.ts';
import type { PythonOperation } from './python-operation.ts';
import type { PythonTypes } from './python-types.ts';

/** What is written of one contract. */
export interface PythonSource {
  /** `UsersClient` */
  readonly className: string;
  readonly title: string;
  /** In the order of their methods. */
  readonly operations: readonly PythonOperation[];
  readonly types: PythonTypes;
  readonly shapes: NameShapes;
  /** Type names by id. */
  readonly names: ReadonlyMap<string, string>;
  /** The schemas of all types by name, those of every operation's input among them. */
  readonly inputs: Readonly<Record<string, TypeSchema>>;
}
