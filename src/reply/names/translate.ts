// Names in errors: where the contract says that an answer names values of the request, the upstream's names become the
// caller's (docs/error-names.md). Pure; what is not found stays as it is.

import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { NameRule } from '../../contract/answer-names.ts';
import type { Operation } from '../../contract/contract.ts';
import type { Location } from '../../http/location.ts';
import { Edits } from '../edits.ts';
import { compileTranslateName, type TranslateName, wordOf } from './translate-name.ts';
import { bindSteps, findAt, type Spot } from './spots.ts';

/** The translations of one declared answer; `undefined` where no rule speaks of such content. */
export interface TranslateNames {
  readonly json: ((value: JsonValue) => JsonValue) | undefined;
  readonly text: ((text: string) => string) | undefined;
}

/** Compiles the rules of one declared answer. Where nothing is translated, the very value comes back. */
export function compileTranslateNames(operation: Operation, rules: readonly NameRule[]): TranslateNames {
  const compiled = rules.map((rule) => ({ rule, translate: compileTranslateName(operation, rule) }));
  const inValues = compiled.filter(({ rule }) => rule.at !== undefined);
  const inText = compiled.filter(({ rule }) => rule.at === undefined);
  const json = (value: JsonValue): JsonValue => {
    const edits = new Edits();
    for (const { rule, translate } of inValues) translateValue(value, { rule, translate, edits });
    return edits.isEmpty ? value : edits.apply(value);
  };
  const text = (content: string): string =>
    inText.reduce((done, { rule, translate }) => inPattern(rule, done, translate), content);
  return { json: inValues.length === 0 ? undefined : json, text: inText.length === 0 ? undefined : text };
}

interface Translation {
  readonly rule: NameRule;
  readonly translate: TranslateName;
  readonly edits: Edits;
}

function translateValue(value: JsonValue, translation: Translation): void {
  const { rule, edits } = translation;
  for (const spot of findAt(value, rule.at ?? [])) {
    const beside = saidBeside(value, rule, spot);
    const translated = rule.keys
      ? translateKeys(spot, beside?.location, translation)
      : translateSpot(spot, beside?.location, translation);
    if (translated === undefined || beside === undefined || translated === beside.location) continue;
    edits.replace(beside.way, wordOf(rule, translated));
  }
}

/** Gives the caller's location of what was translated. */
function translateSpot(
  spot: Spot,
  said: Location | undefined,
  { rule, translate, edits }: Translation,
): Location | undefined {
  const written = edits.valueAt(spot.way) ?? spot.value;
  if (rule.pattern === undefined) {
    const translated = translate(written, said);
    if (translated !== undefined) edits.replace(spot.way, translated.name);
    return translated?.location;
  }
  if (typeof written !== 'string') return undefined;
  let location: Location | undefined;
  const text = inPattern(rule, written, (name) => {
    const translated = translate(name, said);
    location ??= translated?.location;
    return translated;
  });
  if (text !== written) edits.replace(spot.way, text);
  return location;
}

function translateKeys(
  spot: Spot,
  said: Location | undefined,
  { translate, edits }: Translation,
): Location | undefined {
  if (!isObject(spot.value)) return undefined;
  let location: Location | undefined;
  for (const key of Object.keys(spot.value)) {
    const translated = translate(key, said);
    location ??= translated?.location;
    if (typeof translated?.name === 'string' && translated.name !== key) edits.rename(spot.way, key, translated.name);
  }
  return location;
}

function inPattern(rule: NameRule, text: string, translate: TranslateName): string {
  const replaced = rule.pattern?.replace(text, (name) => {
    const other = translate(name, undefined)?.name;
    return typeof other === 'string' ? other : undefined;
  });
  return replaced ?? text;
}

/** The location that stands beside a name, and where. */
function saidBeside(
  value: JsonValue,
  { location, words }: NameRule,
  spot: Spot,
): { way: Spot['way']; location: Location | undefined } | undefined {
  if (location.kind !== 'beside') return undefined;
  const [beside] = findAt(value, bindSteps(location.steps, spot.bound));
  return typeof beside?.value === 'string' ? { way: beside.way, location: words.get(beside.value) } : undefined;
}
