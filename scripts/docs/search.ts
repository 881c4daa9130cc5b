import MiniSearch from 'minisearch';
import { Marked } from 'marked';
import { getHeadingList, gfmHeadingId } from 'marked-gfm-heading-id';

/** A part of a page, from one heading to the next. */
export interface FoundSection {
  readonly id: string;
  /** `/docs/guide.md#the-mount`. */
  readonly href: string;
  readonly page: string;
  readonly heading: string;
  readonly text: string;
}

/** Finds parts of pages by words: the begin of a word is enough, and one letter may be wrong in a longer one. */
export class PageSearch {
  readonly #index = new MiniSearch<FoundSection>({
    fields: ['heading', 'page', 'text'],
    storeFields: ['href', 'page', 'heading', 'text'],
    searchOptions: {
      boost: { heading: 4, page: 2 },
      prefix: true,
      fuzzy: (word) => (word.length > 5 ? 1 : false),
      combineWith: 'AND',
    },
    // `unix-seconds` and `x-upstream` are one word each, and found by their parts as well.
    tokenize: (text) =>
      text
        .split(/[^\p{L}\p{N}_-]+/u)
        .flatMap((word) => [word, ...(word.includes('-') ? word.split('-') : [])])
        .filter(Boolean),
  });

  /** In: a page's address and its Markdown. */
  add(href: string, text: string): void {
    this.#index.addAll(sectionsOf(href, text));
  }

  /** The best come first. */
  find(words: string): FoundSection[] {
    return this.#index
      .search(words)
      .slice(0, 30)
      .map(({ id, href, page, heading, text }) => ({ id, href, page, heading, text }));
  }
}

const marked = new Marked(gfmHeadingId());

/** Cut at headings as they stand in the text; those in code are none. */
function sectionsOf(href: string, text: string): FoundSection[] {
  marked.parse(text);
  const headings = getHeadingList();
  const page = headings[0]?.raw ?? href;
  let at = -1;
  const sections: { heading: string; href: string; lines: string[] }[] = [{ heading: page, href, lines: [] }];
  let isCode = false;
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) isCode = !isCode;
    if (!isCode && /^#{1,6} /.test(line)) {
      at += 1;
      const heading = headings[at];
      if (at > 0) sections.push({ heading: heading?.raw ?? '', href: `${href}#${heading?.id ?? ''}`, lines: [] });
    } else sections.at(-1)?.lines.push(line);
  }
  return sections.map((section) => ({ ...section, id: section.href, page, text: section.lines.join('\n').trim() }));
}
