import type { WorkResult } from '../measure/measure-work.ts';
import { yardstick } from '../program/programs.ts';
import { programsOf } from './tables.ts';

const width = 760;
const nameWidth = 300;
const barHeight = 12;
const rowHeight = 38;
const top = 58;
/** Bars above it are cut off, and say so: what is compared closely stands near 1. */
const mostShown = 6;

/** The work items that the chart shows, and their colours, which are told apart in light and dark and without colour sight. */
const shown = [
  { id: 'b', title: '(b) mapped GET', colour: '#0072b2' },
  { id: 'c', title: '(c) mapped 1 KB POST', colour: '#d55e00' },
] as const;

/**
 * Draws the ratios of (b) and (c) as bars, a row for each program, by (b): an SVG that follows the reader's light or dark
 * scheme and says in `desc` what it shows.
 */
export function chartOf(results: readonly WorkResult[]): string {
  const rows = rowsOf(results);
  const most = Math.min(mostShown, Math.max(...rows.flatMap(({ ratios }) => ratios.flatMap((ratio) => ratio ?? []))));
  const scale = (width - nameWidth - 120) / most;
  const height = top + rows.length * rowHeight + 8;
  const byHand = nameWidth + scale;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">
<title id="title">CPU time of a gateway for each request, beside code by hand</title>
<desc id="desc">${escaped(rows.map(({ title, ratios }) => `${title}: ${words(ratios)}`).join('. '))}.</desc>
<style>
text { font: 13px system-ui, sans-serif; fill: #1f2328; }
.own { font-weight: 700; }
.quiet { fill: #59636e; }
line { stroke: #59636e; stroke-dasharray: 3 3; }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc; }
.quiet { fill: #9198a1; }
line { stroke: #9198a1; }
}
</style>
<text x="0" y="16">CPU time for each request, x by hand (less is better)</text>
${legend()}
<line x1="${byHand}" y1="${top - 10}" x2="${byHand}" y2="${height - 4}"/>
${rows.map((row, index) => rowOf(row, { y: top + index * rowHeight, scale })).join('\n')}
</svg>
`;
}

interface Row {
  readonly name: string;
  readonly title: string;
  /** In the order of `shown`. */
  readonly ratios: readonly (number | undefined)[];
}

function rowsOf(results: readonly WorkResult[]): Row[] {
  const rows = programsOf(results).map(({ name, title }) => ({
    name,
    title: shortTitles[name] ?? title,
    ratios: shown.map(({ id }) => {
      const item = results.find((one) => one.id === id);
      const found = item?.measured.find((one) => one.name === name);
      return name === yardstick && found !== undefined ? 1 : found?.ratio.median;
    }),
  }));
  const present = rows.filter(({ ratios }) => ratios.some((ratio) => ratio !== undefined));
  return present.sort((left, right) => (left.ratios[0] ?? 0) - (right.ratios[0] ?? 0));
}

/** What a row of the chart has room for. */
const shortTitles: Readonly<Record<string, string>> = {
  limit: 'all by hand, no framework',
  [yardstick]: 'by hand in Express 5',
  'paramap-serve': 'paramap serve',
  'paramap-express': 'paramap in Express 5',
  'fastify-reply-from': 'Fastify 5, reply-from',
  hono: 'Hono, zod, proxy helper',
  'by-hand-hpm4': 'by hand, http-proxy-middleware 4',
  'validator-hpm4': 'express-openapi-validator, h.-p.-m. 4',
  'validator-hpm3': 'express-openapi-validator, h.-p.-m. 3',
  nginx: 'nginx + njs (in C)',
};

const legend = (): string =>
  shown
    .map(({ title, colour }, index) => {
      const x = nameWidth + index * 170;
      return `<rect x="${x}" y="26" width="12" height="12" fill="${colour}"/><text class="quiet" x="${x + 18}" y="37">${title}</text>`;
    })
    .join('\n');

function rowOf({ name, title, ratios }: Row, { y, scale }: { y: number; scale: number }): string {
  const own = name.startsWith('paramap') ? ' class="own"' : '';
  const bars = ratios.map((ratio, index) => {
    if (ratio === undefined) return '';
    const barY = y + index * (barHeight + 2);
    const isCut = ratio > mostShown;
    const length = Math.round(Math.min(ratio, mostShown) * scale);
    return `<rect x="${nameWidth}" y="${barY}" width="${length}" height="${barHeight}" fill="${shown[index]?.colour}"/><text class="quiet" x="${nameWidth + length + 6}" y="${barY + 11}">${ratio.toFixed(2)}${isCut ? ' (bar cut)' : ''}</text>`;
  });
  return `<text${own} x="0" y="${y + 18}">${escaped(title)}</text>\n${bars.join('\n')}`;
}

const words = (ratios: readonly (number | undefined)[]): string =>
  ratios
    .flatMap((ratio, index) => (ratio === undefined ? [] : [`${ratio.toFixed(2)} at (${shown[index]?.id})`]))
    .join(', ');

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
