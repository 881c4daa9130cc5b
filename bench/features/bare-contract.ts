import { readFileSync } from 'node:fs';
import { benchContract } from '../program/load-paramap.ts';

/** How much of the contract of the work items is left in. */
export interface Kept {
  /** Lengths, bounds, patterns, formats, closed sets; without them only types are declared. */
  readonly rules: boolean;
  /** Other names for the upstream. */
  readonly names: boolean;
  /** Other values for the upstream. */
  readonly codecs: boolean;
}

/** JSON, as far as it is changed here. */
type Members = Readonly<Record<string, unknown>>;

const rules = new Set(['minLength', 'maxLength', 'minimum', 'maximum', 'pattern', 'format', 'minItems', 'maxItems']);

/** The contract of the work items with some of what it declares left out. */
export function bareContract(kept: Kept): Members {
  const contract: Members = JSON.parse(readFileSync(benchContract, 'utf8'));
  const { $schema: _, ...rest } = contract;
  return reduced(rest, kept) as Members;
}

function reduced(value: unknown, kept: Kept): unknown {
  if (Array.isArray(value)) return value.map((item) => reduced(item, kept));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).flatMap(([name, below]): [string, unknown][] => {
    if (name === 'x-upstream') return mapping(below, kept);
    if (name === 'enum' && !kept.rules) return [['type', 'string']];
    // What a codec reads must have the form that it reads.
    const isRead = name === 'format' && kept.codecs;
    return rules.has(name) && !kept.rules && !isRead ? [] : [[name, reduced(below, kept)]];
  });
  return Object.fromEntries(members);
}

function mapping(authored: unknown, { names, codecs }: Kept): [string, unknown][] {
  if (authored === false) return [['x-upstream', false]];
  if (typeof authored === 'string') return names ? [['x-upstream', authored]] : [];
  const { name, ...conversion } = authored as Members;
  const left = { ...(names && name !== undefined && { name }), ...(codecs && conversion) };
  return Object.keys(left).length === 0 ? [] : [['x-upstream', left]];
}
