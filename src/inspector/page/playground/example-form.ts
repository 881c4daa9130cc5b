import { emptyForm, type RequestForm } from './request-form.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * A request to begin with for an operation of a contract: that of its first example, else its route alone.
 *
 * In:  the contract's text, which need not be sound; `undefined` for its first operation.
 * Out: `undefined` where the text has no such operation.
 */
export function exampleForm(contract: string, operation: string | undefined): RequestForm | undefined {
  const operations = member(parsed(contract), 'operations');
  if (!isObject(operations)) return undefined;
  const own = member(operations, operation ?? Object.keys(operations)[0] ?? '');
  if (!isObject(own)) return undefined;
  const examples = member(own, 'examples');
  const requests = Array.isArray(examples) ? examples.map((example) => member(example, 'request')) : [];
  const request = requests.find(isObject) ?? {};
  const route = member(request, 'route') ?? member(own, 'route');
  const [, method = 'GET', path = '/'] = /^(\S+) (.*)$/s.exec(String(route)) ?? [];
  const [headers, body] = [member(request, 'headers'), member(request, 'body')];
  const isJson = body !== undefined && typeof body !== 'string';
  return {
    ...emptyForm,
    method,
    path,
    headers: headerLines(isObject(headers) ? headers : {}, isJson),
    body: body === undefined ? '' : isJson ? JSON.stringify(body, undefined, 2) : String(body),
  };
}

function headerLines(headers: JsonObject, isJson: boolean): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
  const hasType = lines.some((line) => /^content-type:/i.test(line));
  return [...lines, ...(isJson && !hasType ? ['Content-Type: application/json'] : [])].join('\n');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const member = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
