/*
 * The shortest text that some automata accept and others refuse, of a length within limits: a search breadth first over the
 * states of all automata at once, each step told once. The length is counted up to the least one, for more is as good.
 */
import type { Automaton, Edge } from './automaton.ts';
import { lastCodePoint } from './automaton.ts';

/** What a text is to be. */
export interface TextQuery {
  /** Automata that accept it, or refuse it. */
  readonly automata: readonly { readonly automaton: Automaton; readonly accepts: boolean }[];
  /** In code points. */
  readonly least: number;
  readonly most: number;
}

/** Counts steps down; below zero the search gives up. */
export interface Budget {
  steps: number;
}

interface Reached {
  /** For each automaton its state, `gone` where it accepts no continuation. */
  readonly states: readonly number[];
  readonly counted: number;
  readonly length: number;
  readonly before: Reached | undefined;
  readonly character: string;
}

const gone = -1;

/** The text; `none` where there is none; `undefined` where the budget ends first. */
export function shortestText(query: TextQuery, budget: Budget): { readonly text: string } | 'none' | undefined {
  const { automata, least, most } = query;
  if (least > most) return 'none';
  const first: Reached = { states: automata.map(() => 0), counted: 0, length: 0, before: undefined, character: '' };
  const seen = new Set([keyOf(first)]);
  const queue = [first];
  for (const reached of queue) {
    if (isWanted(query, reached)) return { text: textOf(reached) };
    if (reached.length >= most) continue;
    for (const step of stepsFrom(query, reached.states)) {
      budget.steps -= 1;
      if (budget.steps < 0) return undefined;
      const next: Reached = {
        states: step.states,
        counted: Math.min(reached.counted + 1, least),
        length: reached.length + 1,
        before: reached,
        character: step.character,
      };
      const key = keyOf(next);
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push(next);
    }
  }
  return 'none';
}

const keyOf = ({ states, counted }: Reached): string => `${states.join(',')};${counted}`;

const isWanted = ({ automata, least }: TextQuery, { states, counted }: Reached): boolean =>
  counted >= least &&
  automata.every(({ automaton, accepts }, index) => (automaton.accepting[states[index] ?? gone] ?? false) === accepts);

function textOf(reached: Reached): string {
  const characters: string[] = [];
  for (let at: Reached | undefined = reached; at !== undefined; at = at.before) characters.push(at.character);
  return characters.reverse().join('');
}

interface Step {
  readonly states: readonly number[];
  readonly character: string;
}

/** Every way on, once for each combination of states, by the character that is best to read. */
function stepsFrom({ automata }: TextQuery, states: readonly number[]): Step[] {
  const edges = automata.map(({ automaton }, index) => automaton.edges[states[index] ?? gone] ?? []);
  const byStates = new Map<string, { states: readonly number[]; codePoint: number }>();
  const positions = edges.map(() => 0);
  for (let first = 0; first <= lastCodePoint; ) {
    let last = lastCodePoint;
    const targets = edges.map((own, index) => {
      const edge = edgeAt(own, positions, { index, codePoint: first });
      if (edge !== undefined) last = Math.min(last, edge.first > first ? edge.first - 1 : edge.last);
      return edge === undefined || edge.first > first ? gone : edge.target;
    });
    const isDead = automata.some(({ accepts }, index) => accepts && targets[index] === gone);
    if (!isDead) keepBest(byStates, targets, preferred(first, last));
    first = last + 1;
  }
  return [...byStates.values()]
    .sort((a, b) => rankOf(a.codePoint) - rankOf(b.codePoint) || a.codePoint - b.codePoint)
    .map(({ states: to, codePoint }) => ({ states: to, character: String.fromCodePoint(codePoint) }));
}

/** The edge at a code point, or the next one behind it. Positions only go forwards. */
function edgeAt(
  edges: readonly Edge[],
  positions: number[],
  { index, codePoint }: { index: number; codePoint: number },
): Edge | undefined {
  let position = positions[index] ?? 0;
  while ((edges[position]?.last ?? lastCodePoint) < codePoint) position += 1;
  positions[index] = position;
  return edges[position];
}

function keepBest(
  found: Map<string, { states: readonly number[]; codePoint: number }>,
  states: readonly number[],
  codePoint: number,
): void {
  const key = states.join(',');
  const known = found.get(key);
  if (known === undefined || rankOf(codePoint) < rankOf(known.codePoint)) found.set(key, { states, codePoint });
}

/** The ranges that are best to read, best first. */
const readable: readonly (readonly [number, number])[] = [
  [0x61, 0x7a],
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x21, 0x7e],
  [0x20, 0x20],
  [0xa1, 0xd7ff],
  [0xe000, lastCodePoint],
  [0x1, 0xa0],
];

function preferred(first: number, last: number): number {
  for (const [low, high] of readable) {
    const codePoint = Math.max(first, low);
    if (codePoint <= Math.min(last, high)) return codePoint;
  }
  return first;
}

function rankOf(codePoint: number): number {
  const rank = readable.findIndex(([low, high]) => low <= codePoint && codePoint <= high);
  return rank === -1 ? readable.length : rank;
}
