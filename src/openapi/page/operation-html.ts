import { stringifyJson } from '../../codec/json-text/stringify.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { html, type Html, prose } from './html.ts';
import { exampleHtml, objectAt, objectsIn, remark, schemaHtml, textOf } from './schema-html.ts';

/** An operation of a document, with where it stands. */
export interface PageOperation {
  /** `get` */
  readonly method: string;
  readonly path: string;
  readonly operation: JsonObject;
}

/** The anchor of an operation on the page. */
export const operationAnchor = ({ operation, method, path }: PageOperation): string =>
  `operation-${textOf(operation['operationId']) ?? `${method} ${path}`}`;

/** The section of one operation. */
export function operationHtml(at: PageOperation): Html {
  const { method, path, operation } = at;
  const parameters = objectsIn(operation['parameters']);
  const body = objectAt(operation['requestBody']);
  return html`<article id="${operationAnchor(at)}">
<h3><span class="method">${method.toUpperCase()}</span><code>${path}</code></h3>
${remark(operation['summary'])}
${operation['deprecated'] === true ? html`<p class="warn">deprecated</p>` : undefined}
${prose(textOf(operation['description']))}
${securityHtml(operation['security'])}
${parameters.length === 0 ? undefined : html`<h4>Parameters</h4><ul class="members">${parameters.map(parameterHtml)}</ul>`}
${Object.keys(body).length === 0 ? undefined : html`<h4>Body${body['required'] === true ? undefined : ' (may be left out)'}</h4>${contentHtml(body['content'])}`}
<h4>Answers</h4>
${Object.entries(objectAt(operation['responses'])).map(([status, response]) => responseHtml(status, objectAt(response)))}
</article>`;
}

function securityHtml(security: JsonValue | undefined): Html | undefined {
  const alternatives = objectsIn(security).map((alternative) =>
    Object.entries(alternative)
      .map(([name, scopes]) => (Array.isArray(scopes) && scopes.length > 0 ? `${name} (${scopes.join(', ')})` : name))
      .join(' and '),
  );
  if (alternatives.length === 0) return undefined;
  return html`<p class="quiet">Credential: ${alternatives.map((words) => (words === '' ? 'none' : words)).join(', or ')}</p>`;
}

function parameterHtml(parameter: JsonObject): Html {
  const { name, in: location, required, deprecated, style, explode, example, description, schema } = parameter;
  const written =
    style === undefined
      ? undefined
      : html` <span class="quiet">style ${textOf(style)}${explode === true ? ', exploded' : undefined}</span>`;
  return html`<li><code>${textOf(name)}</code> <span class="quiet">in ${textOf(location)}</span>${required === true ? html` <strong>required</strong>` : undefined}${deprecated === true ? html` <span class="warn">deprecated</span>` : undefined}: ${schemaHtml(schema)}${written}
${prose(textOf(description))}${example === undefined ? undefined : html`<p class="quiet">for example <code>${textOf(example) ?? stringifyJson(example)}</code></p>`}</li>`;
}

function responseHtml(status: string, response: JsonObject): Html {
  const headers = Object.entries(objectAt(response['headers'])).map(
    ([name, header]) =>
      html`<li><code>${name}</code>: ${schemaHtml(objectAt(header)['schema'])}${remark(objectAt(header)['description'])}</li>`,
  );
  return html`<details><summary><strong>${status}</strong> ${textOf(response['description'])}</summary>
${headers.length === 0 ? undefined : html`<ul class="members">${headers}</ul>`}
${contentHtml(response['content'])}</details>`;
}

function contentHtml(content: JsonValue | undefined): Html {
  return html`${Object.entries(objectAt(content)).map(([mediaType, media]) => mediaHtml(mediaType, objectAt(media)))}`;
}

function mediaHtml(mediaType: string, media: JsonObject): Html {
  const examples = Object.values(objectAt(media['examples'])).map((example) => {
    const { summary, value } = objectAt(example);
    return html`<details><summary>Example${summary === undefined ? undefined : `: ${textOf(summary)}`}</summary>${exampleHtml(value ?? null)}</details>`;
  });
  return html`<div><code>${mediaType}</code>: ${schemaHtml(media['schema'])}${remark(objectAt(media['schema'])['description'])}${examples}</div>`;
}
