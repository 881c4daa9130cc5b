import { type Fit, proposeCodec } from './propose-codec.ts';
import type { Field } from './draft-rule.ts';
import { nameSimilarity, wordsOf } from './words.ts';

/** How well two fields go together, and why. */
export interface FieldScore {
  /** From 0 to 1. */
  readonly score: number;
  readonly fit: Fit;
  /** Of the names, and of those of members; from 0 to 1. */
  readonly likeness: number;
  readonly reasons: readonly string[];
}

/** Below this no rule is proposed. */
export const leastScore = 0.42;

/** Compares two fields by name, type, values, description and position. */
export function scoreFields(caller: Field, backend: Field): FieldScore {
  const [here, there] = [nameOf(caller), nameOf(backend)];
  const nested = backend.path.length > 1 ? nameSimilarity(here, backend.path.join(' ')) * 0.95 : 0;
  const name = Math.max(nameSimilarity(here, there), nested);
  const fit = proposeCodec({ name: here, facts: caller.facts }, { name: there, facts: backend.facts });
  const text = textSimilarity(caller.facts.text, backend.facts.text);
  const isSamePlace = caller.in === backend.in;
  const place = isSamePlace ? 1 : 0.4;
  const position = 1 - Math.abs(caller.position - backend.position);
  const presence = caller.required === backend.required ? 1 : 0.5;
  const members = memberSimilarity(caller, backend);
  // Names and types decide; the others tell apart what they leave open.
  const isSlot = caller.in === 'path' && backend.in === 'path' && caller.position === backend.position;
  const own = members === undefined ? name : Math.max(name, (name + members) / 2, members * 0.8);
  const likeness = isSlot ? Math.max(own, 0.5) : own;
  const raw = 0.52 * likeness + 0.26 * fit.score + 0.08 * place + 0.06 * text + 0.05 * position + 0.03 * presence;
  const score = fit.score === 0 ? 0 : likeness < 0.2 && fit.codec === undefined && text < 0.5 ? raw * 0.75 : raw;
  const reasons = [nameReason(name, here, there), fit.reason, ...(text >= 0.5 ? ['the descriptions are alike'] : [])];
  if (members !== undefined && members > name) reasons.push('their members are alike');
  if (!isSamePlace) reasons.push(`it moves from ${caller.in} to ${backend.in}`);
  if (isSlot) reasons.push('the same place in the path');
  return { score, fit, reasons, likeness };
}

const nameOf = ({ path }: Field): string => path.findLast((step) => step !== '*') ?? '';

function nameReason(name: number, own: string, other: string): string {
  if (own === other) return 'the same name';
  if (name === 1) return 'the same words';
  if (name >= 0.7) return 'words of one meaning';
  return name >= 0.4 ? 'names that are somewhat alike' : 'no likeness of names';
}

/** The share of the rarer words of one text that the other has. */
function textSimilarity(one: string, other: string): number {
  const words = (text: string): Set<string> => new Set(wordsOf(text).filter((word) => word.length > 3));
  const [here, there] = [words(one), words(other)];
  const shared = [...here].filter((word) => there.has(word)).length;
  return shared === 0 ? 0 : shared / Math.min(here.size, there.size);
}

/** Of objects and lists of them: how alike the names of their members are. */
function memberSimilarity({ facts: own }: Field, { facts: other }: Field): number | undefined {
  const [here, there] = [Object.keys(own.properties), Object.keys(other.properties)];
  if (here.length === 0 || there.length === 0) return undefined;
  const sum = here.reduce((total, name) => total + Math.max(...there.map((each) => nameSimilarity(name, each))), 0);
  return sum / here.length;
}
