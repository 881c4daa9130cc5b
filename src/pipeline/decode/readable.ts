import type { Parameter } from '../../contract/contract.ts';

/** What the reading of a declared text asks for: of a parameter, or of a field of a form. */
export type Readable = Pick<Parameter, 'in' | 'name' | 'place' | 'form' | 'required'>;
