import type { CheckReport } from '../../check/check-contracts.ts';
import type { DraftedContract } from '../../openapi/draft/draft-contract.ts';
import type { DraftRule } from '../../openapi/draft/draft-rule.ts';
import type { SettledDraft } from '../../openapi/draft/withdraw-rules.ts';
import { printable } from '../../problem/printable.ts';
import { paint, type Terminal } from '../terminal.ts';

/** A draft with all that is known of it. */
export interface JudgedDraft extends DraftedContract, SettledDraft {
  /** `undefined` where the contract has errors, so that nothing can be compared. */
  readonly report: CheckReport | undefined;
}

/** From here on a rule is likely meant. */
const sure = 0.75;

/** A draft for people: every rule with its confidence and reasons, what is left over on both sides, and what the check says. */
export function draftText(draft: JudgedDraft, terminal: Terminal): string {
  const blocks = draft.pairs.map(({ caller, backend, confidence }) => {
    const head = `${caller.name} -> ${backend.name} (${confidence.toFixed(2)})`;
    const rules = draft.rules.filter(({ operation }) => operation === caller.name);
    const constants = draft.constants.filter(({ operation }) => operation === caller.name);
    const lines = [
      ...rules.map((rule) => ruleText(rule, terminal)),
      ...constants.map(({ field, value }) => `  ----  ${printable(`${field} is always ${JSON.stringify(value)}`)}\n`),
      ...leftText(draft, caller.name, terminal),
    ];
    return `${paint(terminal, 'strong', printable(head))}\n${lines.join('')}${verdictText(draft, caller.name, terminal)}`;
  });
  const { caller, backend } = draft.unpaired;
  const alone = [
    ...caller.map((name) => `no operation behind was found for ${name}\n`),
    ...backend.map((name) => `no operation in front was found for ${name}\n`),
  ];
  return `${blocks.join('')}${alone.map((text) => paint(terminal, 'warning', printable(text.trimEnd()))).join('\n')}${alone.length > 0 ? '\n' : ''}`;
}

function ruleText({ from, to, codec, confidence, reasons, isOverruled }: DraftRule, terminal: Terminal): string {
  const written = codec === undefined ? '' : ` by ${JSON.stringify(codec)}`;
  const tone = confidence >= sure ? 'good' : 'warning';
  const other = isOverruled ? '; another operation gives this schema another rule, which stands' : '';
  const why = paint(terminal, 'quiet', printable(`(${reasons.join('; ')}${other})`));
  return `  ${paint(terminal, tone, confidence.toFixed(2))}  ${printable(`${from} -> ${to}${written}`)}  ${why}\n`;
}

function leftText({ leftOver }: JudgedDraft, operation: string, terminal: Terminal): string[] {
  return leftOver
    .filter((left) => left.operation === operation)
    .map(({ side, field, required }) => {
      const what = side === 'caller' ? 'goes nowhere else: it keeps its name and place' : 'is filled by nothing';
      const tone = side === 'backend' && required ? 'fault' : 'quiet';
      return `  ${paint(terminal, tone, 'left')}  ${printable(`${field}${required ? ' (required)' : ''} ${what}`)}\n`;
    });
}

function verdictText({ report }: JudgedDraft, name: string, terminal: Terminal): string {
  const checked = report?.contracts
    .flatMap(({ operations }) => operations)
    .find(({ operation }) => operation.name === name);
  const verdict = checked?.verdict;
  if (verdict === undefined) return '';
  if (verdict.kind === 'proved') return `  ${paint(terminal, 'good', 'proved')}: the backend takes all that it sends\n`;
  if (verdict.kind === 'tested')
    return `  ${paint(terminal, 'warning', 'tested')}: ${verdict.requests} requests were taken\n`;
  const each = verdict.refutations.map(({ because, cure }) => `    ${printable(`${because}; ${cure}`)}\n`);
  return `  ${paint(terminal, 'fault', 'refuted')}: the backend refuses some of what it sends\n${each.join('')}`;
}
