import { FindingList } from '../contract/finding-list.ts';
import { OptionReader } from './option-reader.ts';
import { refuseErrors } from './refuse-errors.ts';
import type { OptionUse } from './resolve-options.ts';
import { isSection, type Shape } from './shape.ts';

/** One mount with the options that hold there, still to be judged. */
export interface Mount {
  /** `/v1`; empty for the contracts that stand at the root. */
  readonly prefix: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly use: OptionUse;
}

/** What a mount has of its own: the root's do not hold there. */
const ownMembers = ['contracts', 'unknown', 'passthrough', 'candidate'];

/**
 * Parts the options of a gateway by its mounts: the root first, where it has contracts, then the longest prefix.
 *
 * Out: options without `mounts` for each; exactly one, as it is given, where there are none.
 * Fails: throws a `ContractError` with the findings about `mounts`.
 */
export function partMounts(given: Readonly<Record<string, unknown>>, use: OptionUse): readonly Mount[] {
  const { mounts, ...rest } = given;
  if (mounts === undefined) return [{ prefix: '', options: given, use }];
  const findings = new FindingList(use.locate);
  const reader = new OptionReader({ file: use.file, findings }, '', { mounts });
  const shared = Object.fromEntries(Object.entries(rest).filter(([name]) => !ownMembers.includes(name)));
  const entries = reader.entries('mounts', section);
  const parted = entries.map(([prefix, own]): Mount => {
    if (!/^(?:\/[\w.~-]+)+$/.test(prefix)) {
      const message = `\`${prefix}\` is no prefix of paths`;
      reader.fault('mounts', {
        rule: 'mount-prefix',
        message,
        cure: 'write one such as `/v1`, without a slash at the end',
      });
    }
    for (const name of Object.keys(own).filter((member) => !ownMembers.includes(member))) {
      const message = `\`${name}\` is no option of a mount`;
      reader.fault('mounts', {
        rule: 'unknown-option',
        message,
        cure: 'write it beside `mounts`: it holds for all of them',
      });
    }
    return {
      prefix,
      options: { ...shared, ...documented(shared, prefix), ...own },
      use: { ...use, file: `${use.file} (mount ${prefix})` },
    };
  });
  if (isSection(mounts) && parted.length === 0) {
    reader.fault('mounts', {
      rule: 'option-missing',
      message: '`mounts` is empty',
      cure: 'write `contracts` in its place',
    });
  }
  refuseErrors('options', findings.all);
  const root = rest['contracts'] === undefined ? [] : [{ prefix: '', options: rest, use }];
  return [...root, ...parted.sort((left, right) => right.prefix.length - left.prefix.length)];
}

/** Of each mount the document says where it is, unless the options say it for all. */
function documented({ documentation }: Readonly<Record<string, unknown>>, prefix: string): object {
  if (!isSection(documentation) || documentation['servers'] !== undefined) return {};
  return { documentation: { ...documentation, servers: [prefix] } };
}

const section: Shape<Readonly<Record<string, unknown>>> = {
  expected: 'an object with `contracts`',
  parse: (value) => (isSection(value) ? value : undefined),
};
