import type { OptionReader } from './option-reader.ts';
import type { ResolvedOptions } from './resolved-options.ts';
import { milliseconds, type Shape, textLike, wholeNumber } from './shape.ts';

/** Reads the option `upgrades`. */
export function resolveUpgrades(outer: OptionReader): ResolvedOptions['upgrades'] {
  const reader = outer.section('upgrades');
  const upgrades = {
    mountPath: reader.read('mountPath', mountPath) ?? '',
    origins: reader.read('origins', originList) ?? Object.freeze([]),
    idleMs: reader.read('idleMs', milliseconds(0)) ?? 120_000,
    max: reader.read('max', wholeNumber('connections', 1)) ?? 1024,
  };
  reader.close();
  return Object.freeze(upgrades);
}

const mountPath = textLike(
  /^(?:(?:\/[\w.~!$&'()*+,;=:@-]+)+)?$/,
  'a path such as `/api`, with a leading slash and none at the end',
);

const originList: Shape<readonly string[]> = {
  expected: 'a list of origins such as `https://app.example`, or of `*`',
  parse: (value) =>
    Array.isArray(value) && value.every(isOrigin)
      ? Object.freeze(value.map((origin) => origin.toLowerCase()))
      : undefined,
};

/** What browsers send: scheme, host, and a port that is not the usual one. */
function isOrigin(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  return value === '*' || (URL.canParse(value) && new URL(value).origin === value.toLowerCase());
}
