import type { JsonValue } from '../codec/json-value.ts';
import type { Locate } from '../contract/finding-list.ts';
import type { LineagePlace, LineageRow, LineageSource } from '../lineage/lineage.ts';
import type { RuleOrigin } from '../lineage/rule-origin.ts';

/** Of what an outgoing value is made, with the lines of the contract that say so. */
export interface ShownLineage {
  readonly to: LineagePlace;
  readonly value?: JsonValue;
  readonly from: readonly LineageSource[];
  readonly codecs: readonly string[];
  readonly rules: readonly ShownRule[];
}

/** A place in a contract that says what becomes of the value. */
export interface ShownRule {
  readonly file: string;
  readonly pointer: string;
  /** 1-based; absent where no text is known. */
  readonly line?: number;
}

/** Rows with the lines of their rules. A declaration without a mapping is named where nothing else is. */
export function shownLineage(rows: readonly LineageRow[], locate: Locate): ShownLineage[] {
  return rows.map(({ to, value, from, codecs, rules }) => {
    const mapping = rules.filter(({ maps }) => maps);
    const told = mapping.length > 0 ? mapping : rules.slice(-1);
    return {
      to,
      ...(value !== undefined && { value }),
      from,
      codecs,
      rules: told.map((rule) => shownRule(rule, locate)),
    };
  });
}

function shownRule({ file, pointer }: RuleOrigin, locate: Locate): ShownRule {
  const position = locate(file, pointer);
  return { file, pointer, ...(position !== undefined && { line: position.line }) };
}

/** A place in words: `query userName`, `body /lines/0/sku`, `status`. */
export function placeText({ in: location, name, pointer }: LineagePlace): string {
  return [location, `${name}${pointer}`].filter((part) => part !== '').join(' ');
}

/** Where a value comes from, in words, with its codecs. */
export function sourceText({ from, codecs }: Pick<ShownLineage, 'from' | 'codecs'>): string {
  const sources = from.map(oneSource).join(' and ');
  return [sources, ...codecs.map((codec) => `through ${codec}`)].filter((part) => part !== '').join(', ');
}

function oneSource(source: LineageSource): string {
  switch (source.kind) {
    case 'value':
      return placeText(source.place);
    case 'undeclared':
      return `${placeText(source.place)}, as it came`;
    case 'default':
      return `default of ${placeText(source.place)}`;
    case 'constant':
      return 'constant';
    case 'secret':
      return `secret ${source.environment}`;
    case 'context':
    case 'credential':
      return `${source.kind} ${source.place}`;
    case 'template':
      return `template of ${templateParts(source.parts)}`;
  }
}

function templateParts(parts: readonly (string | LineageSource)[]): string {
  const sources = parts.filter((part) => typeof part !== 'string').map(oneSource);
  return sources.length === 0 ? 'text' : sources.join(' and ');
}

/** Where the contract says so: `users.contract.json:22, 41`. */
export function ruleText(rules: readonly ShownRule[]): string {
  const byFile = new Map<string, string[]>();
  for (const { file, line, pointer } of rules) {
    byFile.set(file, [...(byFile.get(file) ?? []), line === undefined ? `#${pointer}` : String(line)]);
  }
  return [...byFile].map(([file, lines]) => `${file}:${[...new Set(lines)].join(', ')}`).join(' ');
}
