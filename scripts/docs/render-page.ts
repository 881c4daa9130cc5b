import highlighter from 'highlight.js';
import { Marked } from 'marked';
import { getHeadingList, gfmHeadingId } from 'marked-gfm-heading-id';

/** A page of Markdown as HTML. */
export interface RenderedPage {
  readonly title: string;
  readonly html: string;
  /** The headings of the second and third level, with their anchors. */
  readonly headings: readonly PageHeading[];
}

/** A heading, and where a link to it leads. */
export interface PageHeading {
  readonly level: number;
  readonly id: string;
  /** As HTML: code in it is marked. */
  readonly html: string;
}

const marked = new Marked(gfmHeadingId(), {
  renderer: {
    code({ text, lang = '' }) {
      const [language = '', ...notes] = lang.split(/\s+/);
      const file = notes.find((note) => note.startsWith('file='))?.slice('file='.length);
      const caption = file === undefined ? '' : `<figcaption>${escapeHtml(file)}</figcaption>`;
      return `<figure class="code">${caption}<pre tabindex="0"><code>${highlighted(text, language)}</code></pre></figure>\n`;
    },
  },
});

/** In: GitHub's Markdown. Anchors of headings are GitHub's, so that a link leads to the same here and there. */
export function renderPage(text: string): RenderedPage {
  const html = String(marked.parse(text))
    // A wide table scrolls by itself, by keys as well.
    .replaceAll('<table>', '<div class="table" tabindex="0"><table>')
    .replaceAll('</table>', '</table></div>');
  const all = getHeadingList();
  return {
    title: all.find(({ level }) => level === 1)?.raw ?? 'paramap',
    html,
    headings: all.flatMap(({ level, id, text: inner }) =>
      level === 2 || level === 3 ? [{ level, id, html: inner }] : [],
    ),
  };
}

/** Code with its words marked; in a language that is not known it stays as it is. */
export function highlighted(text: string, language: string): string {
  const known = highlighter.getLanguage(language) === undefined ? undefined : language;
  return known === undefined ? escapeHtml(text) : highlighter.highlight(text, { language: known }).value;
}

/** Text that shows itself in HTML, in quotes of attributes, too. */
export function escapeHtml(text: string): string {
  const escapes: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? character);
}
