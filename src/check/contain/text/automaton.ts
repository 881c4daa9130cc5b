import type { DFA } from 'refa';

/** One way on from a state: every code point from `first` to `last` leads to `target`. */
export interface Edge {
  readonly first: number;
  readonly last: number;
  readonly target: number;
}

/** The highest code point; surrogates that stand alone are code points, too. */
export const lastCodePoint = 0x10ffff;

/**
 * A deterministic automaton over code points, as a table.
 *
 * Edges are in order and do not overlap; where none leads, no text is accepted any more. State 0 is the first.
 */
export interface Automaton {
  readonly edges: readonly (readonly Edge[])[];
  readonly accepting: readonly boolean[];
}

/** The table of an automaton. */
export function tableOf(dfa: DFA): Automaton {
  const numbers = new Map([[dfa.initial, 0]]);
  const states = [dfa.initial];
  const edges: Edge[][] = [];
  for (let state = 0; state < states.length; state++) {
    const own: Edge[] = [];
    for (const [{ min, max }, node] of states[state]?.out ?? []) {
      const known = numbers.get(node);
      const target = known ?? states.length;
      if (known === undefined) {
        numbers.set(node, target);
        states.push(node);
      }
      own.push({ first: min, last: max, target });
    }
    edges.push(own);
  }
  return { edges, accepting: states.map((state) => dfa.finals.has(state)) };
}

/** Accepts some texts and no other. */
export function automatonOfTexts(texts: readonly string[]): Automaton {
  const children: Map<number, number>[] = [new Map()];
  const accepting = [false];
  for (const text of texts) {
    let state = 0;
    for (const character of text) {
      const codePoint = character.codePointAt(0) ?? 0;
      const next = children[state]?.get(codePoint) ?? children.length;
      if (next === children.length) {
        children.push(new Map());
        accepting.push(false);
      }
      children[state]?.set(codePoint, next);
      state = next;
    }
    accepting[state] = true;
  }
  const edges = children.map((below) =>
    [...below].sort(([a], [b]) => a - b).map(([codePoint, target]) => ({ first: codePoint, last: codePoint, target })),
  );
  return { edges, accepting };
}
