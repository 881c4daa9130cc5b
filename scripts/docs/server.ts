import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join, posix } from 'node:path';
import { layoutPage } from './layout.ts';
import { indexPath, type NavigationPart, readNavigation } from './navigation.ts';
import { escapeHtml, highlighted, renderPage } from './render-page.ts';
import { PageSearch } from './search.ts';
import { resultsHtml } from './search-results.ts';
import { readSiteFile, type SiteFile } from './site-file.ts';

/** What a request for a path of the site gets. */
export interface SiteAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
  /** Where to go instead. */
  readonly location?: string;
}

/** Nothing comes from elsewhere, and nothing on a page runs but the script that chooses colours. */
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'";

/** Makes the server of the site; files are read at each request, so that what is edited is seen at once. */
export function createDocsServer(): Server {
  const answerOf = createSite();
  return createServer((req, res) => {
    const { status, type, body, location } = answerOf(req.url ?? '/');
    res.writeHead(status, {
      'Content-Type': type,
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
      ...(location !== undefined && { Location: location }),
    });
    res.end(req.method === 'HEAD' ? undefined : body);
  });
}

/** Makes the site without a server: a path and its query in, an answer out. */
export function createSite(): (target: string) => SiteAnswer {
  let search: PageSearch | undefined;
  return (target) => {
    const url = new URL(target, 'http://site.invalid');
    if (url.pathname === '/') return { ...html(302, ''), location: `/${indexPath}` };
    if (url.pathname.startsWith('/_site/')) return assetOf(url.pathname);
    const navigation = navigationOf();
    if (url.pathname === '/search') {
      search ??= searchOf(navigation);
      const query = url.searchParams.get('q') ?? '';
      const found = resultsHtml(query, search.find(query));
      return html(200, layoutPage({ title: 'Search', html: found, href: url.pathname, navigation, query }));
    }
    const file = readSiteFile(decoded(url.pathname.slice(1)));
    if (file === undefined) {
      const missing = '<h1>There is no such page</h1><p>The search above may find what was meant.</p>';
      return html(404, layoutPage({ title: 'Not found', html: missing, href: url.pathname, navigation }));
    }
    return fileAnswer(file, url.pathname, navigation);
  };
}

function fileAnswer(file: SiteFile, href: string, navigation: readonly NavigationPart[]): SiteAnswer {
  if (file.kind === 'image') return { status: 200, type: file.type, body: file.bytes };
  if (file.kind === 'page') return html(200, layoutPage({ ...renderPage(file.text), href, navigation }));
  const title = file.path;
  const heading = `<h1>${escapeHtml(title)}</h1>`;
  if (file.kind === 'folder') {
    // Relative links need the slash.
    if (!href.endsWith('/')) return { ...html(302, ''), location: `${href}/` };
    const items = file.names.map((name) => `<li><a href="${escapeHtml(encodeURI(name))}">${escapeHtml(name)}</a></li>`);
    return html(200, layoutPage({ title, html: `${heading}<ul>${items.join('')}</ul>`, href, navigation }));
  }
  const code = highlighted(file.text, extname(file.path).slice(1));
  const body = `${heading}<figure class="code"><pre tabindex="0"><code>${code}</code></pre></figure>`;
  return html(200, layoutPage({ title, html: body, href, navigation }));
}

function navigationOf(): NavigationPart[] {
  const index = readSiteFile(indexPath);
  return index?.kind === 'page' ? readNavigation(index.text) : [];
}

/** All pages of the navigation. */
function searchOf(navigation: readonly NavigationPart[]): PageSearch {
  const search = new PageSearch();
  const pages = navigation.flatMap(({ links }) => links.map(({ href }) => href));
  for (const href of new Set(pages)) {
    const file = readSiteFile(href.slice(1));
    if (file?.kind === 'page') search.add(href, file.text);
  }
  return search;
}

function assetOf(path: string): SiteAnswer {
  const types: Readonly<Record<string, string>> = { 'site.css': 'text/css', 'theme.js': 'text/javascript' };
  const name = posix.basename(path);
  const type = types[name];
  if (type === undefined) return { status: 404, type: 'text/plain', body: '' };
  return { status: 200, type: `${type}; charset=utf-8`, body: readFileSync(join(import.meta.dirname, name), 'utf8') };
}

/** A path with a broken escape names nothing. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}

const html = (status: number, body: string): SiteAnswer => ({ status, type: 'text/html; charset=utf-8', body });
