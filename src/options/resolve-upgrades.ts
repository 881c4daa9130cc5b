import type { OptionReader } from './option-reader.ts';
import type { ResolvedOptions } from './resolved-options.ts';
import { originList } from './origin-list.ts';
import { milliseconds, textLike, wholeNumber } from './shape.ts';

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
