import { contentFields, isForwardingField, isGatewayField, standardRequestFields } from '../http/request-fields.ts';
import type { RequestIdSettings } from '../http/request-id.ts';
import type { OptionReader } from './option-reader.ts';
import { token, yesOrNo } from './shape.ts';

const usual = 'X-Request-Id';

/** How requests are named. */
export function resolveRequestId(reader: OptionReader): RequestIdSettings {
  const settings = {
    header: reader.read('header', token) ?? usual,
    trust: reader.read('trust', yesOrNo) ?? true,
  };
  if (hasMeaning(settings.header.toLowerCase())) {
    const message = `\`${settings.header}\` has a meaning of its own in HTTP`;
    reader.fault('header', { rule: 'option-range', message, cure: `write a field of your own, such as \`${usual}\`` });
  }
  reader.close();
  return Object.freeze(settings);
}

function hasMeaning(name: string): boolean {
  if (name === usual.toLowerCase()) return false;
  if (isGatewayField(name) || isForwardingField(name) || contentFields.has(name)) return true;
  return standardRequestFields.has(name) || othersOfAnswers.has(name);
}

/** Fields of answers that are none of requests. Source: RFC 9110, RFC 9111, RFC 6265, RFC 9209. */
const othersOfAnswers: ReadonlySet<string> = new Set([
  'allow',
  'cookie',
  'etag',
  'location',
  'proxy-status',
  'retry-after',
  'set-cookie',
  'vary',
  'www-authenticate',
]);
