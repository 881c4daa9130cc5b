import { CharSet, type Concatenation, type Element, type NoParent } from 'refa';

/** One alternative of a pattern. */
export type Sequence = NoParent<Concatenation>;

/** A part of an alternative. */
export type Part = NoParent<Element>;

/** Groups with anchors inside are spelled out as so many alternatives. */
const mostAlternatives = 64;

/** The sequence so that it matches a whole text: what is not anchored may stand behind and before anything. */
export function anythingAround({ elements }: Sequence, maxCharacter: number): Sequence {
  const parts = [...elements];
  const isAtStart = isEdge(parts[0], 'behind');
  while (isEdge(parts[0], 'behind')) parts.shift();
  // `^$` is anchored at its end, too, and `$^` at its beginning: then nothing is left.
  const isAtEnd = isEdge(parts.at(-1), 'ahead');
  while (isEdge(parts.at(-1), 'ahead')) parts.pop();
  return {
    type: 'Concatenation',
    elements: [
      ...(isAtStart ? [] : [anything(maxCharacter)]),
      ...parts.map(copied),
      ...(isAtEnd ? [] : [anything(maxCharacter)]),
    ],
  };
}

/**
 * A group at an edge that holds assertions becomes alternatives of the whole, so that each shows its anchors.
 *
 * Fails: throws a `RangeError` where they become too many.
 */
export function spellOut(sequence: Sequence): Sequence[] {
  const { elements } = sequence;
  const first = elements.findIndex((part) => !isEdge(part, 'behind'));
  const last = elements.findLastIndex((part) => !isEdge(part, 'ahead'));
  for (const index of new Set([first, last])) {
    const element = elements[index];
    if (element?.type !== 'Alternation' || !element.alternatives.some(hasAssertion)) continue;
    const others = element.alternatives.flatMap((alternative) =>
      spellOut({ type: 'Concatenation', elements: elements.toSpliced(index, 1, ...alternative.elements).map(copied) }),
    );
    if (others.length > mostAlternatives) throw new RangeError('too many alternatives');
    return others;
  }
  return [sequence];
}

function hasAssertion({ elements }: Sequence): boolean {
  return elements.some((element) => {
    if (element.type === 'Assertion') return true;
    return 'alternatives' in element && element.alternatives.some(hasAssertion);
  });
}

/** Whether the part is `^` (`behind`) or `$` (`ahead`): no character stands there. */
export function isEdge(part: Part | undefined, kind: 'ahead' | 'behind'): boolean {
  if (part?.type !== 'Assertion' || !part.negate || part.kind !== kind) return false;
  const [only, ...others] = part.alternatives;
  const [set, ...more] = only?.elements ?? [];
  return others.length === 0 && more.length === 0 && set?.type === 'CharacterClass' && set.characters.isAll;
}

const anything = (maxCharacter: number): Part => ({
  type: 'Quantifier',
  min: 0,
  max: Number.POSITIVE_INFINITY,
  lazy: false,
  alternatives: [
    { type: 'Concatenation', elements: [{ type: 'CharacterClass', characters: CharSet.all(maxCharacter) }] },
  ],
});

/** Transformers write into what they are given, so that no part may stand in two places. */
export const copied = (part: Part): Part =>
  'alternatives' in part
    ? {
        ...part,
        alternatives: part.alternatives.map(({ elements }) => ({
          type: 'Concatenation',
          elements: elements.map(copied),
        })),
      }
    : { ...part };
