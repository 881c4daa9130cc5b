import { lifecycleFields } from '../http/lifecycle-fields.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import type { DeprecatedUse } from '../pipeline/ageing/deprecated-use.ts';
import type { CompiledOperation } from '../pipeline/pipeline.ts';
import { callApp } from './app-function.ts';
import type { Call } from './call.ts';
import type { DeprecatedCounts } from './deprecated-counts.ts';

/** Tells of everything deprecated that one request used. */
export interface DeprecationNotice {
  /** Notes one use, as the stages find it. */
  readonly used: (use: DeprecatedUse) => void;
  /** Sets the header fields of the answer, whoever makes it; then counts and tells the app. Only the first call does. */
  tell(): void;
}

/** Makes the notices of an instance; `undefined` for an operation that has nothing deprecated. */
export function createNotices(
  options: ResolvedOptions,
  counts: DeprecatedCounts,
): (call: Call, operation: CompiledOperation) => DeprecationNotice | undefined {
  return (call, { operation, hasAged, use }) => {
    if (!hasAged) return undefined;
    const uses = new Set(use === undefined ? [] : [use]);
    let isTold = false;
    return {
      used: (one) => {
        uses.add(one);
        call.watch?.used.add(one);
      },
      tell: () => {
        if (isTold || uses.size === 0) return;
        isTold = true;
        setFields(call, uses);
        const key = callerKey(call, options);
        for (const one of uses) {
          counts.note(operation.name, one, key);
          callApp('onDeprecated', () => options.onDeprecated?.(one, { operation: operation.name, key, req: call.req }));
        }
      },
    };
  };
}

/** They stay on the answer whoever writes it: the upstream's fields of these names do not replace them. */
function setFields({ res }: Call, uses: ReadonlySet<DeprecatedUse>): void {
  if (res.headersSent) return;
  for (const [name, value] of lifecycleFields([...uses].map(({ deprecation }) => deprecation))) {
    // The app may link to other pages.
    if (name === 'Link') res.appendHeader(name, value);
    else res.setHeader(name, value);
  }
}

function callerKey({ req }: Call, options: ResolvedOptions): string | undefined {
  const key = callApp('callerKey', () => options.callerKey?.(req));
  return typeof key === 'string' ? key : undefined;
}
