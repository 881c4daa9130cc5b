import type { NavigationPart } from './navigation.ts';
import { escapeHtml, type PageHeading } from './render-page.ts';

/** What stands on a page of the site. */
export interface LayoutParts {
  readonly title: string;
  /** The page's own content. */
  readonly html: string;
  readonly headings?: readonly PageHeading[];
  /** Its address, to mark it in the navigation. */
  readonly href: string;
  readonly navigation: readonly NavigationPart[];
  /** What was searched for. */
  readonly query?: string;
}

/** A whole page: navigation, search, content, and what the page holds. It works without its script, which only chooses colours. */
export function layoutPage({ title, html, headings = [], href, navigation, query = '' }: LayoutParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} - paramap</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/_site/site.css">
<script src="/_site/theme.js"></script>
</head>
<body>
<a class="skip" href="#content">To the content</a>
<header>
<a class="home" href="/">paramap</a>
<form action="/search" role="search"><input type="search" name="q" value="${escapeHtml(query)}" placeholder="Search" aria-label="Search the documentation"></form>
<button type="button" id="theme" hidden>Colours</button>
</header>
<div class="columns">
<nav class="pages" aria-label="Pages"><details open><summary>Pages</summary>${navigation.map((part) => partHtml(part, href)).join('')}</details></nav>
<main id="content">${html}${stepsHtml(navigation, href)}</main>
${headings.length > 1 ? `<nav class="headings" aria-label="On this page"><h2>On this page</h2><ul>${headings.map(headingHtml).join('')}</ul></nav>` : ''}
</div>
</body>
</html>
`;
}

function partHtml({ title, links }: NavigationPart, href: string): string {
  const items = links.map((link) => {
    const current = link.href === href ? ' aria-current="page"' : '';
    return `<li><a href="${escapeHtml(link.href)}"${current}>${escapeHtml(link.title)}</a></li>`;
  });
  return `<h2>${escapeHtml(title)}</h2><ul>${items.join('')}</ul>`;
}

const headingHtml = ({ level, id, html }: PageHeading): string =>
  `<li class="level-${level}"><a href="#${escapeHtml(id)}">${html.replaceAll(/<\/?a\b[^>]*>/g, '')}</a></li>`;

/** The pages before and after this one. */
function stepsHtml(navigation: readonly NavigationPart[], href: string): string {
  const links = navigation.flatMap((part) => part.links);
  const at = links.findIndex((link) => link.href === href);
  if (at === -1) return '';
  const [before, after] = [links[at - 1], links[at + 1]];
  const step = (link: (typeof links)[number] | undefined, rel: string): string =>
    link === undefined
      ? '<span></span>'
      : `<a rel="${rel}" href="${escapeHtml(link.href)}">${escapeHtml(link.title)}</a>`;
  return `<nav class="steps" aria-label="Before and after">${step(before, 'prev')}${step(after, 'next')}</nav>`;
}
