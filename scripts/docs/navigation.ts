import { posix } from 'node:path';
import { Lexer, type Token, type Tokens } from 'marked';

/** A page in the navigation. */
export interface NavigationLink {
  readonly title: string;
  /** `/docs/guide.md`. */
  readonly href: string;
}

/** Pages that belong together. */
export interface NavigationPart {
  readonly title: string;
  readonly links: readonly NavigationLink[];
}

/** The page that is the site's index, and whose lists are the navigation. */
export const indexPath = 'docs/README.md';

/** Reads the navigation of the index: a part for each heading, a link for the first one of each item below it. */
export function readNavigation(text: string): NavigationPart[] {
  const parts: { title: string; links: NavigationLink[] }[] = [];
  for (const token of new Lexer().lex(text)) {
    if (isHeading(token) && token.depth === 2) parts.push({ title: token.text, links: [] });
    if (!isList(token)) continue;
    for (const item of token.items) {
      const [, title, target] = /^\[([^\]]+)\]\(([^)]+)\)/.exec(item.text) ?? [];
      if (title === undefined || target === undefined) continue;
      parts.at(-1)?.links.push({ title, href: posix.resolve('/', posix.dirname(indexPath), target) });
    }
  }
  return parts;
}

const isHeading = (token: Token): token is Tokens.Heading => token.type === 'heading';

const isList = (token: Token): token is Tokens.List => token.type === 'list';
