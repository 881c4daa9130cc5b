import type { Operation } from '../../contract/contract.ts';
import type { DescribedParameter } from '../../openapi/read/described-parameter.ts';
import type { BackendOperation } from '../backend/backend-operation.ts';

/** What an operation sends where a backend reads a parameter of its path. */
export type PathPart =
  /** The text of the contract's own template. */
  | { readonly kind: 'literal' }
  /** One value, and nothing else of what is read. */
  | { readonly kind: 'slot'; readonly index: number }
  /** Values with text around or between them that the backend reads otherwise, or may. */
  | { readonly kind: 'mixed' };

/** Path parameters are told by their position: names may differ. */
export function pathPart(
  { name }: Pick<DescribedParameter, 'name'>,
  { upstream }: Pick<Operation, 'upstream'>,
  { template }: Pick<BackendOperation, 'template'>,
): PathPart {
  const described = template.split('/');
  const position = described.findIndex((part) => part.includes(`{${name}}`));
  const slots = (upstream.segments[position - 1] ?? []).filter((part) => part.kind === 'slot');
  const [slot] = slots;
  if (slot === undefined) return { kind: 'literal' };
  const shapes = [described[position], upstream.template.split('/')[position]].map(shapeOf);
  return slots.length === 1 && shapes[0] === shapes[1] ? { kind: 'slot', index: slot.index } : { kind: 'mixed' };
}

const shapeOf = (segment = ''): string => segment.replaceAll(/\{[^}]*\}/g, '{}');
