import type { ScalarType } from '../../codec/scalar.ts';
import type { WireShape } from '../../contract/wire-shape.ts';

const scalars: readonly ScalarType[] = ['string', 'number', 'integer', 'boolean'];

/** What a text is read as; `undefined` where nothing is declared of it. Where it may be a text among others, it is one. */
export const scalarOf = (shape: Pick<WireShape, 'types'> | undefined): ScalarType | undefined =>
  scalars.find((type) => shape?.types.includes(type));
