import { printable, printableLines } from '../../problem/printable.ts';
import { findingsText } from '../findings-text.ts';
import { paint, type Terminal, type Tone } from '../terminal.ts';
import type { Diagnosis, Verdict } from './diagnosis.ts';

type State = 'good' | 'notice' | 'fault' | 'unasked';

const signs: Readonly<Record<State, readonly [sign: string, tone: Tone]>> = {
  good: ['ok  ', 'good'],
  notice: ['look', 'warning'],
  fault: ['BAD ', 'fault'],
  unasked: ['-   ', 'quiet'],
};

/** More findings than these would push the rest off the screen. */
const mostFindings = 5;

/** Writes a diagnosis for people: what was asked, line by line, and at the end what is wrong and what to do first. */
export function diagnosisText(diagnosis: Diagnosis, verdict: Verdict, terminal: Terminal): string {
  const { findings, targets, local, running } = diagnosis;
  const line = (state: State, about: string, said: string): string => {
    const [sign, tone] = signs[state];
    return `  ${paint(terminal, tone, sign)} ${about.padEnd(8)} ${printable(said)}\n`;
  };
  const more = findings.length - mostFindings;
  const parts = [
    findings.length === 0
      ? line('good', 'contract', 'contracts and options fit')
      : findingsText(findings.slice(0, mostFindings), terminal) + (more > 0 ? `and ${more} more: paramap check\n` : ''),
    ...targets.map(
      ({ name, origin, checks }) =>
        `${paint(terminal, 'strong', printable(`${name} (${origin})`))}\n` +
        checks.map(({ state, about, said }) => line(state, about, said)).join(''),
    ),
    running === undefined
      ? ''
      : `${paint(terminal, 'strong', 'the running gateway')}\n` +
        running.said.map((said) => line(running.state, 'running', said)).join(''),
    `${paint(terminal, 'strong', 'this machine')}\n${local.map(({ state, said }) => line(state, 'limit', said)).join('')}`,
  ];
  const tone = verdict.isWell ? 'good' : 'fault';
  const end = `\n${paint(terminal, tone, printableLines(verdict.said))}\n`;
  return parts.join('') + end + (verdict.first === undefined ? '' : `First: ${printableLines(verdict.first)}.\n`);
}
