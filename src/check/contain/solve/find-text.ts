import { fitsAll } from '../judge/accepts.ts';
import type { FormatNode, Literal } from '../schema/node.ts';
import { type Automaton, automatonOfTexts } from '../text/automaton.ts';
import { formatLanguages, isInside } from '../text/format-language.ts';
import { shortestText, type TextQuery } from '../text/shortest-text.ts';
import { found, type Hindrance, none, type Result, unknown } from './result.ts';
import type { Search } from './search.ts';

/** Texts that the automata allow, though a format or pattern beside them does not, are passed over so often. */
const mostTries = 24;
/** Longer texts are not made. */
const longest = 5_000_000;

/** A question about texts, and which keywords it tells only about. */
interface Question {
  readonly automata: { readonly automaton: Automaton; readonly accepts: boolean }[];
  readonly loose: Hindrance[];
  readonly excluded: string[];
  readonly samples: string[];
  least: number;
  most: number;
}

/** Finds the shortest text that fits. */
export function findText(search: Search, atoms: readonly Literal[]): Result {
  if (isBetweenFormats(atoms)) return none;
  const question: Question = {
    automata: [],
    loose: [],
    excluded: [],
    samples: [],
    least: 0,
    most: Number.POSITIVE_INFINITY,
  };
  for (const literal of atoms) readAtom(search, literal, question);
  // What people know by sight says more than the shortest text.
  const sample = question.samples.find((text) => fitsAll(text, atoms) === true);
  if (sample !== undefined) return found(sample);
  if (question.automata.length === 0 && question.loose.length === 0 && question.excluded.length === 0) {
    if (question.least > question.most) return none;
    if (question.least <= longest) return found('a'.repeat(question.least));
  }
  for (let tries = 0; tries < mostTries; tries++) {
    const answer = shortestText(queryOf(question), search.budget);
    if (answer === 'none') {
      // What was passed over is no part of the certainty.
      return tries === 0 ? none : unknown(...question.loose);
    }
    if (answer === undefined) return unknown(...question.loose, ...atoms.map(budgetSpent));
    if (fitsAll(answer.text, atoms) !== false) return found(answer.text);
    question.excluded.push(answer.text);
  }
  return unknown(...question.loose);
}

const budgetSpent = ({ node }: Literal): Hindrance => ({ at: node.at, because: 'too many steps would be needed' });

const queryOf = ({ automata, excluded, least, most }: Question): TextQuery => ({
  automata: excluded.length === 0 ? automata : [...automata, { automaton: automatonOfTexts(excluded), accepts: false }],
  least,
  most,
});

/** A format is asked for, and one that has all of its texts is refused. */
const isBetweenFormats = (atoms: readonly Literal[]): boolean =>
  atoms.some(
    ({ node, holds }) =>
      holds &&
      node.kind === 'format' &&
      atoms.some(({ node: other, holds: too }) => !too && other.kind === 'format' && isInside(node.name, other.name)),
  );

function readAtom(search: Search, { node, holds }: Literal, question: Question): void {
  if (node.kind === 'length') {
    question.least = Math.max(question.least, Math.ceil(node.least));
    question.most = Math.min(question.most, Math.floor(node.most));
  } else if (node.kind === 'values' && !holds) {
    question.excluded.push(...node.values.filter((value) => typeof value === 'string'));
  } else if (node.kind === 'pattern') {
    const automaton = search.languages.ofPattern(node.pattern);
    if (automaton !== undefined) question.automata.push({ automaton, accepts: holds });
    else question.loose.push({ at: node.at, because: 'its pattern is not regular, or has too many states' });
  } else if (node.kind === 'format') readFormat(search, { node, holds }, question);
}

function readFormat(search: Search, { node, holds }: { node: FormatNode; holds: boolean }, question: Question): void {
  const language = formatLanguages.get(node.name);
  const pattern = holds ? language?.around : language?.inside;
  const automaton = pattern === undefined ? undefined : search.languages.ofFormat(pattern);
  if (automaton !== undefined) question.automata.push({ automaton, accepts: holds });
  if (automaton === undefined || language?.isExact !== true) {
    question.loose.push({ at: node.at, because: `of the format \`${node.name}\` limits are known alone` });
  }
  if (holds) question.samples.push(...(language?.samples ?? []));
}
