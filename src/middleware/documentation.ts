import { createHash } from 'node:crypto';
import { stringifyJson } from '../codec/json-text/stringify.ts';
import { pointerTo } from '../contract/json-pointer.ts';
import { exportContracts } from '../openapi/export/export-contracts.ts';
import { exportedOperations } from '../openapi/export/exported-contract.ts';
import { renderPage } from '../openapi/page/render-page.ts';
import type { CheckedStart } from './check-start.ts';
import type { Call } from './call.ts';

/** Answers a request for the document or its page; `false` for every other one. */
export type Documentation = (call: Call, url: string) => boolean;

interface StoredAnswer {
  readonly content: Buffer;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly tag: string;
}

/** Writes the OpenAPI document of the contracts and its page, once; `undefined` where the options ask for none. */
export function createDocumentation({ options, operations, library }: CheckedStart): Documentation | undefined {
  const { documentation, problemTypeBase } = options;
  if (documentation === undefined) return undefined;
  const { path, page, title, version, servers } = documentation;
  const { document } = exportContracts(exportedOperations(operations, library), {
    servers,
    problemTypeBase,
    ...(title === undefined ? {} : { title }),
    ...(version === undefined ? {} : { version }),
  });
  const answers = new Map([[path, stored(stringifyJson(document), { 'Content-Type': 'application/json' })]]);
  if (page !== undefined) {
    const { text, policy } = renderPage(document, fromPage(page, path));
    const fields = {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy,
      'Referrer-Policy': 'no-referrer',
    };
    answers.set(page, stored(text, fields));
  }
  warnOfHidden(operations, [...answers.keys()], options.onWarning);
  return (call, url) => {
    const { method } = call.req;
    const found = method === 'GET' || method === 'HEAD' ? answers.get(url.split('?', 1)[0] ?? '') : undefined;
    if (found === undefined) return false;
    answer(call, found);
    return true;
  };
}

/** An operation that is written for the very same path is never reached. */
function warnOfHidden(
  operations: CheckedStart['operations'],
  paths: readonly string[],
  warn: CheckedStart['options']['onWarning'],
): void {
  for (const { name, file, method, template } of operations) {
    if (method !== 'GET' || !paths.includes(template)) continue;
    warn({
      file,
      pointer: pointerTo('/operations', name, 'route'),
      rule: 'route-hidden',
      severity: 'warning',
      message: `\`GET ${template}\` is never reached: the option \`documentation\` answers there`,
      cure: 'write another path in the option, or change the route',
    });
  }
}

/** The way from one path to another, for the same holds below every mount: `../openapi.json`. */
function fromPage(page: string, path: string): string {
  const ups = page.split('/').length - 2;
  return `${ups === 0 ? '.' : Array.from({ length: ups }, () => '..').join('/')}${path}`;
}

function stored(text: string, fields: Readonly<Record<string, string>>): StoredAnswer {
  const content = Buffer.from(text);
  const tag = `"${createHash('sha256').update(content).digest('base64url')}"`;
  const headers = { ...fields, ETag: tag, 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' };
  return { content, headers, tag };
}

/** Source: RFC 9110, sections 13.1.2 and 15.4.5. */
function answer({ req, res, requestId }: Call, { content, headers, tag }: StoredAnswer): void {
  res.setHeader(requestId.field, requestId.value);
  const isKnown = (req.headers['if-none-match'] ?? '')
    .split(',')
    .some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag);
  if (isKnown) res.writeHead(304, headers).end();
  else {
    res.writeHead(200, { ...headers, 'Content-Length': content.length });
    res.end(req.method === 'HEAD' ? undefined : content);
  }
  req.resume();
}
