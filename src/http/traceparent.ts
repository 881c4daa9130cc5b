/**
 * The trace that a request belongs to, as `traceparent` names it.
 *
 * In:  every value of the field; `00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01`.
 * Out: the trace's id, 32 hexadecimal digits; `undefined` where the field is absent, stands twice or breaks a rule: then nothing is
 *      to be read from `tracestate` either. Of a version from the future the first 55 characters count.
 * Source: W3C Trace Context, sections 3.2.2 and 4.3.
 */
export function traceIdOf(values: readonly string[]): string | undefined {
  const [value = ''] = values;
  if (values.length !== 1) return undefined;
  const [, version, traceId, parentId, rest = ''] = form.exec(value) ?? [];
  if (version === undefined || version === 'ff' || traceId === undefined) return undefined;
  if (zeros.test(traceId) || zeros.test(parentId ?? '')) return undefined;
  const isWhole = version === '00' ? rest === '' : rest === '' || rest.startsWith('-');
  return isWhole ? traceId : undefined;
}

const form = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}(.*)$/;
const zeros = /^0+$/;
