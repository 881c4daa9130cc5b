import { escapeHtml } from './render-page.ts';
import type { FoundSection } from './search.ts';

/** How much of a part is shown around the first word that was found, in characters. */
const excerptLength = 240;

/** What was found, as a list of links with what stands there. */
export function resultsHtml(query: string, found: readonly FoundSection[]): string {
  const words = query.toLowerCase().match(/[\p{L}\p{N}_-]+/gu) ?? [];
  const asked = escapeHtml(query);
  if (found.length === 0) return `<h1>Search</h1><p>Nothing was found for <q>${asked}</q>.</p>`;
  const items = found.map(({ href, page, heading, text }) => {
    const title = heading === page ? page : `${page}: ${heading}`;
    return `<li><a href="${escapeHtml(href)}">${marked(title, words)}</a><p>${marked(excerpt(text, words), words)}</p></li>`;
  });
  return `<h1>Search</h1><p>${found.length} places for <q>${asked}</q></p><ol class="found">${items.join('')}</ol>`;
}

function excerpt(text: string, words: readonly string[]): string {
  const plain = text
    .replaceAll(/```.*$/gm, '')
    // The rule below a table's head.
    .replaceAll(/^\|[\s|:-]+$/gm, '')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[`*|]|\s+/g, ' ')
    .replaceAll(/ +/g, ' ');
  const lower = plain.toLowerCase();
  const places = words.map((word) => lower.indexOf(word)).filter((at) => at >= 0);
  const begin = Math.max(0, Math.min(...places, plain.length) - 60);
  const from = places.length === 0 ? 0 : begin;
  const cut = plain.slice(from, from + excerptLength);
  return `${from > 0 ? '… ' : ''}${cut}${from + excerptLength < plain.length ? ' …' : ''}`;
}

/** Escaped, with the words that were asked for marked. */
function marked(text: string, words: readonly string[]): string {
  if (words.length === 0) return escapeHtml(text);
  // Words hold letters, digits, `_` and `-` alone, none of which means anything here.
  const any = new RegExp(`(${words.join('|')})`, 'giu');
  return text
    .split(any)
    .map((part, at) => (at % 2 === 1 ? `<mark>${escapeHtml(part)}</mark>` : escapeHtml(part)))
    .join('');
}
