import { createHash } from 'node:crypto';
import type { JsonObject } from '../../codec/json-value.ts';
import { html, Html, prose } from './html.ts';
import { operationAnchor, operationHtml, type PageOperation } from './operation-html.ts';
import { pageStyle } from './page-style.ts';
import { objectAt, objectsIn, schemaAnchor, schemaHtml, textOf } from './schema-html.ts';

/** A page, and the policy that goes with it. */
export interface ReferencePage {
  readonly text: string;
  /** For the field `Content-Security-Policy`: no script, nothing loaded, no style but the page's own. */
  readonly policy: string;
}

/**
 * Renders a document of ours as a page to read: everything is in it, so that it works offline and asks nobody.
 *
 * `documentUrl` is where the document itself is, relative to the page.
 */
export function renderPage(document: JsonObject, documentUrl: string): ReferencePage {
  const info = objectAt(document['info']);
  const title = textOf(info['title']) ?? 'API';
  const operations = operationsOf(document);
  const tags = new Set(operations.flatMap(({ operation }) => tagOf(operation)));
  const groups = [...tags].map((tag) => ({
    tag,
    members: operations.filter(({ operation }) => tagOf(operation) === tag),
  }));
  const schemas = Object.entries(objectAt(objectAt(document['components'])['schemas']));
  const body = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><link rel="icon" href="data:,"><style>${new Html(pageStyle)}</style></head>
<body><a class="skip" href="#content">To the content</a><div class="frame">
<nav aria-label="Operations">${groups.map(({ tag, members }) => navigation(tag, members))}<h2><a href="#schemas">Schemas</a></h2></nav>
<main id="content"><h1>${title} <span class="quiet">${textOf(info['version'])}</span></h1>
${prose(textOf(info['description']))}
<p><a href="${documentUrl}">The OpenAPI document</a>${serversOf(document)}</p>
${groups.map(({ tag, members }) => html`<section><h2>${tag}</h2>${prose(tagDescription(document, tag))}${members.map(operationHtml)}</section>`)}
${schemes(document)}
<section id="schemas"><h2>Schemas</h2>${schemas.map(
    ([name, schema]) =>
      html`<article id="${schemaAnchor(name)}"><h3>${name}</h3>${prose(textOf(objectAt(schema)['description']))}${schemaHtml(schema)}</article>`,
  )}</section>
</main></div></body></html>
`;
  return { text: body.text, policy };
}

// Source: CSP Level 3, section 2.3.1: a hash allows exactly this style; `data:` is the empty icon.
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

function operationsOf(document: JsonObject): PageOperation[] {
  return Object.entries(objectAt(document['paths'])).flatMap(([path, item]) =>
    Object.entries(objectAt(item)).map(([method, operation]) => ({ method, path, operation: objectAt(operation) })),
  );
}

const tagOf = ({ tags }: JsonObject): string =>
  Array.isArray(tags) && typeof tags[0] === 'string' ? tags[0] : 'Operations';

const tagDescription = (document: JsonObject, tag: string): string | undefined =>
  textOf(objectsIn(document['tags']).find(({ name }) => name === tag)?.['description']);

function navigation(tag: string, members: readonly PageOperation[]): Html {
  const list = members.map((at) => {
    const { method, path, operation } = at;
    const words = textOf(operation['summary']) ?? `${method.toUpperCase()} ${path}`;
    return html`<li><a href="#${operationAnchor(at)}">${words}</a></li>`;
  });
  return html`<h2>${tag}</h2><ul>${list}</ul>`;
}

function serversOf(document: JsonObject): Html | undefined {
  const urls = objectsIn(document['servers']).flatMap(({ url }) =>
    typeof url === 'string' && url !== '/' ? [url] : [],
  );
  return urls.length === 0 ? undefined : html`, served at ${urls.map((url) => html`<code>${url}</code> `)}`;
}

function schemes(document: JsonObject): Html | undefined {
  const entries = Object.entries(objectAt(objectAt(document['components'])['securitySchemes']));
  if (entries.length === 0) return undefined;
  const list = entries.map(([name, scheme]) => {
    const { type, in: location, name: field, scheme: kind, description } = objectAt(scheme);
    const words = type === 'apiKey' ? `${textOf(field)} in ${textOf(location)}` : `${textOf(kind)} in Authorization`;
    return html`<li><code>${name}</code>: ${words}${prose(textOf(description))}</li>`;
  });
  return html`<section><h2>Credentials</h2><ul class="members">${list}</ul></section>`;
}
