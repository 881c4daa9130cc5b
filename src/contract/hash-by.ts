import type { OperationScope } from './operation-scope.ts';
import { pointerTo } from './json-pointer.ts';
import { readValuePart, type RateKeyFacts } from './normalize-rate-limits.ts';
import type { RateKeyPart } from './rate-limit.ts';

/** The value by which the target of a request is chosen, where its upstream balances by `hash`. */
export type HashBy = Extract<RateKeyPart, { kind: 'value' }>;

/**
 * Reads the value by which targets are chosen. The contract's holds for the operations that declare that value; an operation's
 * own must be declared.
 */
export function normalizeHashBy(
  scope: OperationScope,
  written: { readonly text: string; readonly isOwn: boolean } | undefined,
  facts: Pick<RateKeyFacts, 'parameters' | 'segments'>,
): HashBy | undefined {
  if (written === undefined) return undefined;
  const part = readValuePart(written.text, facts);
  if (part === undefined && written.isOwn) {
    scope.report(pointerTo(scope.pointer, 'upstream', 'hashBy'), {
      rule: 'hash-by',
      message: `\`${written.text}\` is no declared value of \`${scope.name}\``,
      cure: 'declare it, correct the name, or leave `hashBy` out',
    });
  }
  return part;
}
