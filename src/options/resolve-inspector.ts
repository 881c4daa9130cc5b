import { FindingList } from '../contract/finding-list.ts';
import type { InspectorOptions } from './inspector-options.ts';
import { OptionReader } from './option-reader.ts';
import { type Shape, textLike, wholeNumber, yesOrNo } from './shape.ts';

/** The inspector as it was asked for; without a `token` it makes one at its start. */
export type ResolvedInspector = Readonly<Required<Omit<InspectorOptions, 'production' | 'token'>>> & {
  readonly token: string | undefined;
};

/**
 * Reads the option `inspector`: `true`, or an object. `undefined` where it is not there, or the environment is production and it
 * is not asked for there, too.
 */
export function resolveInspector(outer: OptionReader): ResolvedInspector | undefined {
  const written = outer.peek('inspector');
  const isThere = written !== undefined && written !== false;
  const reader = typeof written === 'boolean' ? withoutMembers() : outer.section('inspector');
  const isWanted = reader.read('production', yesOrNo) ?? false;
  const inspector: ResolvedInspector = {
    token: reader.read('token', tokenText),
    hosts: reader.read('hosts', hostNames) ?? [],
    details: reader.read('details', wholeNumber('requests', 0, 100_000)) ?? 1000,
    detailBytes: reader.read('detailBytes', wholeNumber('bytes', 65_536)) ?? 33_554_432,
    detailsPerSecond: reader.read('detailsPerSecond', wholeNumber('requests', 0)) ?? 50,
    summaries: reader.read('summaries', wholeNumber('requests', 1, 1_000_000)) ?? 100_000,
  };
  reader.close();
  return isThere && (isWanted || !isProduction()) ? Object.freeze(inspector) : undefined;
}

/** What of the options it depends on. */
interface InspectorSurroundings {
  readonly inspector: ResolvedInspector | undefined;
  readonly admin: object | undefined;
  readonly listen: { readonly workers: number };
}

/** Says where the inspector cannot be had as it is asked for. */
export function judgeInspector(reader: OptionReader, { inspector, admin, listen }: InspectorSurroundings): void {
  if (inspector === undefined) return;
  if (admin === undefined) {
    reader.fault('inspector', {
      rule: 'option-missing',
      message: '`inspector` is reached at the admin address, and there is none',
      cure: 'write `"admin": {}` beside it, or leave `inspector` out',
    });
  }
  if (listen.workers > 1) {
    reader.fault('inspector', {
      rule: 'surface',
      message: `\`inspector\` shows the requests of one process, and ${listen.workers} are to serve`,
      cure: 'serve with one worker while you look at requests, or leave `inspector` out',
    });
  }
}

const isProduction = (): boolean => process.env['NODE_ENV'] === 'production';

/** `true` is an object in which everything has its default. */
const withoutMembers = (): OptionReader =>
  new OptionReader({ file: 'options', findings: new FindingList(() => undefined) }, '/inspector', {});

const tokenText = textLike(/^[\w.~+/=-]{16,256}$/, 'at least 16 letters, digits or `-._~+/=`');

const hostNames: Shape<readonly string[]> = {
  expected: 'a list of host names such as `gateway.internal`, without ports',
  parse: (value) =>
    Array.isArray(value) && value.every((name) => typeof name === 'string' && /^[\w.-]+$/.test(name))
      ? Object.freeze([...value])
      : undefined,
};
