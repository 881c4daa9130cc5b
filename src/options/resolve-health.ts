import { isObject } from '../codec/json-type.ts';
import type { JsonObject } from '../codec/json-value.ts';
import { compilePlainSchema } from '../contract/compile-plain-schema.ts';
import type { HealthSettings } from '../upstream/health/health-settings.ts';
import type { OptionReader } from './option-reader.ts';
import { isSection, milliseconds, type Shape, textLike, wholeNumber } from './shape.ts';

/** Reads how targets are probed; a body's schema that cannot be compiled is a finding. */
export function resolveHealth(reader: OptionReader): HealthSettings {
  const noPath = { message: '`path` is required', cure: 'write the path that the targets answer, such as `/health`' };
  const everyMs = reader.read('everyMs', milliseconds(100)) ?? 5000;
  const settings = {
    path: reader.demand('path', requestPath, noPath) ?? '/',
    everyMs,
    timeoutMs: reader.read('timeoutMs', milliseconds(1)) ?? 2000,
    unhealthyAfter: reader.read('unhealthyAfter', probes) ?? 3,
    healthyAfter: reader.read('healthyAfter', probes) ?? 2,
    statuses: reader.read('statuses', statusList) ?? Object.freeze(['2XX']),
    body: reader.read('body', schema),
  };
  judgeBody(reader, settings.body);
  reader.close();
  return Object.freeze(settings);
}

const requestPath = textLike(/^\/[!"$-~]*$/, 'a path such as `/health`, with a leading slash');

const probes = wholeNumber('probes', 1, 1000);

const statusList: Shape<readonly string[]> = {
  expected: 'a list of statuses such as `["200", "3XX"]`',
  parse(value) {
    const isList = Array.isArray(value) && value.length > 0 && value.every((each) => isStatus(each));
    return isList ? Object.freeze([...value]) : undefined;
  },
};

const isStatus = (value: unknown): value is string => typeof value === 'string' && /^[2-5](?:\d\d|XX)$/.test(value);

/** A copy: the object given may change after the start. */
const schema: Shape<JsonObject> = {
  expected: 'a JSON Schema, an object',
  parse(value) {
    if (!isSection(value)) return undefined;
    const copy: unknown = JSON.parse(JSON.stringify(value));
    return isJsonObject(copy) ? copy : undefined;
  },
};

const isJsonObject = (value: unknown): value is JsonObject => isSection(value) && isObject(value as JsonObject);

function judgeBody(reader: OptionReader, body: JsonObject | undefined): void {
  if (body === undefined) return;
  try {
    compilePlainSchema(body);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    reader.fault('body', { rule: 'health-body', message: `\`body\` is no JSON Schema: ${reason}`, cure: 'correct it' });
  }
}
