import type { Change, Effect } from '../../check/diff/change.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import { printable } from '../../problem/printable.ts';
import { paint, type Terminal, type Tone } from '../terminal.ts';
import type { PlacedChange } from './placed-change.ts';

/** So many changes fit a screen; what breaks something is always shown. */
const mostShown = 24;

const tones: Readonly<Record<Effect, Tone>> = { breaking: 'fault', unknown: 'warning', compatible: 'quiet' };

/** Changes for people: by operation, the gravest first, each with its place in both versions and a request that shows it. */
export function diffText(changes: readonly PlacedChange[], operations: number, terminal: Terminal): string {
  const grave = changes.filter(({ effect }) => effect !== 'compatible');
  const shown = changes.length <= mostShown ? changes : grave;
  const names = [...new Set(shown.map(({ operation }) => operation))];
  const blocks = names.map((name) => {
    const own = shown.filter(({ operation }) => operation === name);
    return `${paint(terminal, 'strong', printable(name))}\n${own.map((change) => changeText(change, terminal)).join('')}`;
  });
  const left = changes.length - shown.length;
  const rest = left > 0 ? `... and ${left} compatible changes; --json lists them all\n` : '';
  return `${blocks.join('')}${rest}${sumText(changes, operations, terminal)}`;
}

function changeText(change: PlacedChange, terminal: Terminal): string {
  const { effect, side, message, because } = change;
  const whom = side === 'backend' ? 'backend: ' : '';
  const reason = because === undefined || because === '' ? '' : `: ${because}`;
  const label = paint(terminal, tones[effect], effect.padEnd(10));
  const lines = [...witnessLines(change), placeLine(change)].filter((line) => line !== '');
  const below = lines.map((line) => `             ${line}\n`).join('');
  return `  ${label} ${printable(`${whom}${message}${reason}`)}\n${paint(terminal, 'quiet', below)}`;
}

function witnessLines({ witness, value, effect }: PlacedChange): string[] {
  if (witness !== undefined) {
    const [first = '', ...rest] = witness.request.split('\n');
    const more = rest.length === 0 ? '' : ` with ${rest.join(', ')}`;
    return [printable(`\`${first}\`${more} was ${witness.was}, is ${witness.is}`)];
  }
  return value === undefined || effect === 'compatible' ? [] : [printable(`such as ${valueText(value)}`)];
}

function valueText(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 157)}...` : text;
}

function placeLine({ beforeAt, afterAt }: PlacedChange): string {
  if (beforeAt === undefined || afterAt === undefined) return printable(beforeAt?.text ?? afterAt?.text ?? '');
  return printable(`${beforeAt.text} -> ${afterAt.text}`);
}

function sumText(changes: readonly Change[], operations: number, terminal: Terminal): string {
  const compared = `${operations} operation${operations === 1 ? '' : 's'}`;
  if (changes.length === 0) return `${paint(terminal, 'good', 'nothing changed')} in ${compared}\n`;
  const counts = (['breaking', 'unknown', 'compatible'] as const).flatMap((effect) => {
    const count = changes.filter((change) => change.effect === effect).length;
    return count === 0 ? [] : [paint(terminal, effect === 'compatible' ? 'good' : tones[effect], `${count} ${effect}`)];
  });
  return `${counts.join(', ')} in ${compared}\n`;
}
