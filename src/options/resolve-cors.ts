import type { OptionReader } from './option-reader.ts';
import { originList } from './origin-list.ts';
import type { ResolvedOptions } from './resolved-options.ts';
import { milliseconds, type Shape, token, yesOrNo } from './shape.ts';

/** Reads the option `cors`; `undefined` where it is not there. */
export function resolveCors(outer: OptionReader): ResolvedOptions['cors'] {
  const isThere = outer.has('cors');
  const reader = outer.section('cors');
  const missing = {
    message: '`origins` is required',
    cure: 'name the origins of the pages: `["https://app.example"]`',
  };
  const cors = {
    origins: (isThere ? reader.demand('origins', somePages, missing) : undefined) ?? [],
    headers: reader.read('headers', fieldNames) ?? [],
    exposeHeaders: reader.read('exposeHeaders', fieldNames) ?? [],
    credentials: reader.read('credentials', yesOrNo) ?? false,
    maxAgeMs: reader.read('maxAgeMs', milliseconds(0)) ?? 600_000,
  };
  judge(reader, cors);
  reader.close();
  return isThere ? Object.freeze(cors) : undefined;
}

function judge(reader: OptionReader, { origins, headers, exposeHeaders, credentials }: ResolvedCors): void {
  for (const [name, list] of Object.entries({ origins, headers, exposeHeaders })) {
    if (!list.includes('*')) continue;
    if (list.length > 1) {
      const message = `\`*\` in \`${name}\` is all of them already`;
      reader.fault(name, { rule: 'option-range', message, cure: 'write `["*"]`, or leave `*` out' });
    }
    if (!credentials) continue;
    // Source: Fetch standard, "CORS protocol and credentials": a `*` counts as a literal there, or as no permission.
    const message = `\`*\` in \`${name}\` does not go together with \`credentials\`: browsers refuse it`;
    reader.fault(name, { rule: 'option-range', message, cure: 'name what is meant one by one' });
  }
}

type ResolvedCors = NonNullable<ResolvedOptions['cors']>;

const somePages: Shape<readonly string[]> = {
  expected: 'a list of origins such as `https://app.example`, or of `*`, that is not empty',
  parse: (value) => (Array.isArray(value) && value.length === 0 ? undefined : originList.parse(value)),
};

const fieldNames: Shape<readonly string[]> = {
  expected: 'a list of names of header fields',
  parse: (value) =>
    Array.isArray(value) && value.every((name) => token.parse(name) !== undefined)
      ? Object.freeze([...value])
      : undefined,
};
