import type { Finding } from '../../contract/finding.ts';
import type { ShownAnswerFault } from './answers-report.ts';
import { placeText, type ShownPlace } from './shown-place.ts';
import type { ShownFault, VerdictReport } from './verdict-report.ts';

/** One thing to be told at a line of a file, whatever found it. */
export interface ReviewNote {
  readonly rule: string;
  readonly level: 'error' | 'warning' | 'note';
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The other side of what is compared: of a mapping, the place in the backend's document. */
  readonly beside?: { readonly file: string; readonly line: number; readonly column: number; readonly text: string };
}

/** Findings and verdicts as notes on lines: what is refuted is an error, what is only tested a note. */
export function reviewNotes(findings: readonly Finding[], verdicts: readonly VerdictReport[]): ReviewNote[] {
  const found = findings.map(({ rule, severity, message, cure, file, line = 1, column = 1 }): ReviewNote => {
    return { rule, level: severity, message: `${message}. ${cure}`, file, line, column };
  });
  return [...found, ...verdicts.flatMap(verdictNotes), ...verdicts.flatMap(answerNotes)];
}

const spot = ({ file, line = 1, column = 1 }: ShownPlace): Pick<ReviewNote, 'file' | 'line' | 'column'> => ({
  file,
  line,
  column,
});

/** Where a fault of the backend's side stands. */
const besideOf = (backend: ShownPlace): Pick<ReviewNote, 'beside'> => ({
  beside: { ...spot(backend), text: `backend ${placeText(backend)}` },
});

function verdictNotes({ operation, place, refutations, obstacles, requests }: VerdictReport): ReviewNote[] {
  const at = ({ contract, backend }: ShownFault) => ({ ...spot(contract ?? place), ...besideOf(backend) });
  const refuted = refutations.map((found): ReviewNote => {
    const { place: where, because, keyword, cure, curl, outgoing } = found;
    const message = `${operation}, ${where}: ${because} (${keyword}). ${curl} becomes ${outgoing.line}. ${cure}`;
    return { rule: 'backend-refuses', level: 'error', message, ...at(found) };
  });
  const tested = obstacles.map((found): ReviewNote => {
    const { place: where, because, keyword } = found;
    const message = `${operation}, ${where}: ${because} (${keyword}); ${requests} requests were tried`;
    return { rule: 'backend-tested', level: 'note', message, ...at(found) };
  });
  return [...refuted, ...tested];
}

function answerNotes({ operation, answers }: VerdictReport): ReviewNote[] {
  if (answers === null) return [];
  const at = ({ contract, backend }: ShownAnswerFault) => ({ ...spot(contract), ...besideOf(backend) });
  const refuted = answers.refutations.map((found): ReviewNote => {
    const { place, because, keyword, cure, answer, gets } = found;
    const message = `${operation}, ${place}: ${because} (${keyword}). ${answer} becomes ${gets}. ${cure}`;
    return { rule: 'answer-breaks-promise', level: 'error', message, ...at(found) };
  });
  const tested = answers.obstacles.map((found): ReviewNote => {
    const { place, because, keyword } = found;
    const message = `${operation}, ${place}: ${because} (${keyword}); ${answers.answers} answers were tried`;
    return { rule: 'answer-tested', level: 'note', message, ...at(found) };
  });
  const noted = answers.notes.map(({ rule, message, place }): ReviewNote => {
    return { rule, level: 'note', message: `${operation}: ${message}`, ...spot(place) };
  });
  return [...refuted, ...tested, ...noted];
}

/** A log that code review tools read. Source: SARIF 2.1.0 (OASIS), sections 3.13 to 3.28. */
export function sarifLog(notes: readonly ReviewNote[], version: string): object {
  const rules = [...new Set(notes.map(({ rule }) => rule))];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'paramap', version, rules: rules.map((id) => ({ id })) } },
        results: notes.map(({ rule, level, message, beside, ...at }) => ({
          ruleId: rule,
          level,
          message: { text: message },
          locations: [physicalLocation(at)],
          ...(beside !== undefined && {
            relatedLocations: [{ id: 1, ...physicalLocation(beside), message: { text: beside.text } }],
          }),
        })),
      },
    ],
  };
}

const physicalLocation = ({ file, line, column }: Pick<ReviewNote, 'file' | 'line' | 'column'>): object => ({
  physicalLocation: {
    artifactLocation: { uri: encodeURI(file) },
    region: { startLine: line, startColumn: column },
  },
});

/** Lines that GitHub Actions shows beside the code. Source: GitHub docs, "Workflow commands", which names the escapes. */
export function githubLines(notes: readonly ReviewNote[]): string {
  const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  const levels = { error: 'error', warning: 'warning', note: 'notice' } as const;
  return notes
    .map(({ rule, level, message, file, line, column, beside }) => {
      const where = `file=${property(file)},line=${line},col=${column},title=${property(rule)}`;
      return `::${levels[level]} ${where}::${data(beside === undefined ? message : `${message} (${beside.text})`)}\n`;
    })
    .join('');
}
