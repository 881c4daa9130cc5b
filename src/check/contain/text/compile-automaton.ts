import { DFA, JS, NFA, Transformers, transform } from 'refa';
import { type Automaton, lastCodePoint, tableOf } from './automaton.ts';
import { anythingAround, copied, isEdge, type Sequence, spellOut } from './pattern-parts.ts';

/** Larger automata are not made. */
const mostStates = 4000;

/**
 * Makes the automaton of all texts in which a pattern matches somewhere.
 *
 * In:  ECMA-262 syntax and its flags: `u`, or `i` of a format.
 * Out: `undefined` where the pattern is not regular, is no pattern, or needs too many states.
 */
export function compileAutomaton(source: string, flags = 'u'): Automaton | undefined {
  try {
    const { expression, maxCharacter } = JS.Parser.fromLiteral({ source, flags }).parse();
    if (maxCharacter !== lastCodePoint && flags.includes('u')) return undefined;
    const alternatives = expression.alternatives.flatMap((alternative) => spellOut(alternative));
    const [first, ...others] = gathered(alternatives.map(splitAlternative)).map((one) => dfaOf(one, maxCharacter));
    if (first === undefined) return undefined;
    const dfa = others.reduce((left, right) => minimal(joinOf(left, right)), first);
    return tableOf(dfa);
  } catch {
    // Syntax that cannot be parsed, assertions that cannot be applied, and too many states are all told this way.
    return undefined;
  }
}

/** Alternatives of a pattern, and what else must hold, or must not, from the beginning of the text on. */
interface Split {
  readonly alternatives: readonly Sequence[];
  readonly ahead: readonly { readonly alternatives: readonly Sequence[]; readonly negate: boolean }[];
}

/** Takes what looks ahead behind `^` apart: it is a second pattern of the same text. */
function splitAlternative(sequence: Sequence): Split {
  const parts = [...sequence.elements];
  const start = parts.findIndex((part) => !isEdge(part, 'behind'));
  const ahead: Split['ahead'][number][] = [];
  for (let part = parts[start]; start > 0 && part?.type === 'Assertion'; part = parts[start]) {
    if (part.kind !== 'ahead' || isEdge(part, 'ahead')) break;
    const anchored = part.alternatives.map(
      ({ elements }): Sequence => ({
        type: 'Concatenation',
        elements: [...parts.slice(0, 1), ...elements].map(copied),
      }),
    );
    ahead.push({ negate: part.negate, alternatives: anchored.flatMap((one) => spellOut(one)) });
    parts.splice(start, 1);
  }
  return { alternatives: [{ type: 'Concatenation', elements: parts }], ahead };
}

/** Those without anything to look ahead at become one. */
function gathered(splits: readonly Split[]): Split[] {
  const plain = splits.filter(({ ahead }) => ahead.length === 0).flatMap(({ alternatives }) => alternatives);
  const others = splits.filter(({ ahead }) => ahead.length > 0);
  return plain.length === 0 ? others : [{ alternatives: plain, ahead: [] }, ...others];
}

function dfaOf({ alternatives, ahead }: Split, maxCharacter: number): DFA {
  let dfa = plainDfa(alternatives, maxCharacter);
  for (const { alternatives: others, negate } of ahead) {
    const other = plainDfa(others, maxCharacter);
    if (negate) other.complement();
    dfa = minimal(DFA.fromIntersection(dfa, other, new DFA.LimitedNodeFactory(mostStates)));
  }
  return dfa;
}

function plainDfa(alternatives: readonly Sequence[], maxCharacter: number): DFA {
  const whole = alternatives.map((alternative) => anythingAround(alternative, maxCharacter));
  const free = transform(Transformers.applyAssertions(), { type: 'Expression', alternatives: whole });
  const nfa = NFA.fromRegex(free, { maxCharacter }, { assertions: 'throw' }, new NFA.LimitedNodeFactory(mostStates));
  return minimal(DFA.fromFA(nfa, new DFA.LimitedNodeFactory(mostStates)));
}

/** What either accepts: what is not refused by both. */
function joinOf(left: DFA, right: DFA): DFA {
  left.complement();
  right.complement();
  const neither = DFA.fromIntersection(left, right, new DFA.LimitedNodeFactory(mostStates));
  neither.complement();
  return neither;
}

function minimal(dfa: DFA): DFA {
  dfa.minimize();
  return dfa;
}
