import type { CoverageItem } from '../../example/cover/coverage-item.ts';
import type { OperationCoverage } from '../../example/cover/cover-examples.ts';
import { printable } from '../../problem/printable.ts';
import { paint, type Terminal } from '../terminal.ts';
import { coverageCounts, type Share } from './coverage-counts.ts';

/** The coverage of one contract. */
interface ContractCoverage {
  readonly file: string;
  readonly coverage: readonly OperationCoverage[];
}

/** Prints what the examples of a contract do not show, operation by operation; nothing where it was not asked for. */
export function printCoverage({ file, coverage }: ContractCoverage, terminal: Terminal): void {
  if (coverage.length === 0) return;
  const { mapping, refusals, answers } = coverageCounts(coverage);
  const back = answers.total === 0 ? '' : `, ${shareText(answers)} of the answers`;
  const shares = `${shareText(mapping)} of the mapping, ${shareText(refusals)} of the refusals${back}`;
  terminal.writeOut(`${paint(terminal, 'strong', `coverage of ${printable(file)}`)}: ${shares}\n`);
  for (const operation of coverage) {
    const rows = [
      ...mappingRows(operation.mapping),
      ...refusalRows(operation.refusals),
      ...answerRows(operation.answers),
    ];
    if (rows.length === 0) continue;
    const lines = rows.map(([what, where]) => `    ${what.padEnd(width)}  ${printable(where)}\n`);
    terminal.writeOut(`  ${printable(operation.operation.name)}\n${lines.join('')}`);
  }
  terminal.writeOut('\n');
}

const shareText = ({ reached, total, percent }: Share): string => `${percent}% (${reached}/${total})`;

type Row = readonly [what: 'not sent' | 'not applied' | 'not refused' | 'not got', where: string];

const width = 'not refused'.length;

/** A value that is never sent shows none of its rules; of one that is sent only a default can be missing. */
function mappingRows(items: readonly CoverageItem[]): readonly Row[] {
  return [...rulesByPlace(items)].map(([place, rules]): Row => {
    const others = rules.filter((rule) => rule !== 'value');
    const where = others.length === 0 ? place : `${place} (${others.join(', ')})`;
    return [others.length < rules.length ? 'not sent' : 'not applied', where];
  });
}

function refusalRows(items: readonly CoverageItem[]): readonly Row[] {
  return [...rulesByPlace(items)].map(([place, codes]) => ['not refused', `${place} (${codes.join(', ')})`]);
}

function answerRows(items: readonly CoverageItem[]): readonly Row[] {
  return mappingRows(items).map(([what, where]) => [what === 'not sent' ? 'not got' : what, where]);
}

function rulesByPlace(items: readonly CoverageItem[]): ReadonlyMap<string, readonly string[]> {
  const rules = new Map<string, string[]>();
  for (const { place, rule, reached } of items) if (!reached) rules.set(place, [...(rules.get(place) ?? []), rule]);
  return rules;
}
