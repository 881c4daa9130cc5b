import type { Operation } from '../../contract/contract.ts';
import { compileMaskedRequest, type MaskRequest } from '../../explain/masked-request.ts';
import { type Admit, compileAdmit } from '../../pipeline/read/admit.ts';
import { compileMaskField, compileMaskOutgoing, type MaskField } from './field-masks.ts';
import { compileMaskSent, compileMaskTarget, type MaskTarget } from './target-masks.ts';

/** What hides the sensitive parts of an operation's requests. */
export interface OperationMasks {
  readonly target: MaskTarget;
  readonly sentTarget: MaskTarget;
  readonly field: MaskField;
  readonly sentField: MaskField;
  readonly admit: Admit;
  /** Makes the outgoing request again, with masks. */
  readonly request: MaskRequest;
}

const known = new WeakMap<Operation, OperationMasks>();

/** The masks of an operation, compiled at its first request that is kept. */
export function masksOf(operation: Operation): OperationMasks {
  const kept = known.get(operation);
  if (kept !== undefined) return kept;
  let request: MaskRequest | undefined;
  const made: OperationMasks = {
    target: compileMaskTarget(operation),
    sentTarget: compileMaskSent(operation),
    field: compileMaskField(operation),
    sentField: compileMaskOutgoing(operation),
    admit: compileAdmit(operation),
    request: (accepted) => {
      request ??= compileMaskedRequest(operation);
      return request(accepted);
    },
  };
  known.set(operation, made);
  return made;
}
