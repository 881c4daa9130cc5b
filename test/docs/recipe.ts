import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CodeBlock, codeBlocks } from './code-blocks.ts';

/** A message of an exchange: its first line, header fields and content, as the page shows them. */
export interface ShownMessage {
  readonly label: string;
  /** Method and route of a request, the status of an answer; empty beside a bare value. */
  readonly line: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What stands behind the line, or below the header fields. */
  readonly text: string;
}

/** A fragment of a contract on a page, and what becomes of the messages that are shown below it. */
export interface Recipe {
  readonly title: string;
  /** A part of an operation or of a contract, or a schema. */
  readonly fragment: { readonly [member: string]: unknown };
  readonly exchanges: readonly (readonly ShownMessage[])[];
}

/** The recipes of a page, in order: each a block of JSON, and a block of text with its exchanges right behind it. */
export function recipesOf(page: string): Recipe[] {
  const lines = readFileSync(join(import.meta.dirname, '../..', page), 'utf8').split('\n');
  const blocks = codeBlocks(page);
  return blocks.flatMap((block, index): Recipe[] => {
    if (block.language !== 'json' || block.notes['file'] !== undefined) return [];
    const [exchange, titles] = [blocks[index + 1], lines.slice(0, block.line).filter((line) => /^##+ /.test(line))];
    if (exchange?.language !== 'text') throw new Error(`${page}, line ${block.line}: no exchange stands behind it`);
    const title = titles.at(-1)?.replace(/^#+ /, '') ?? '';
    return [{ title, fragment: JSON.parse(block.text), exchanges: exchangesOf(exchange) }];
  });
}

const labels = ['caller sends', 'upstream gets', 'upstream answers', 'caller gets', 'caller has', 'upstream has'];
const labelled = new RegExp(`^(${[...labels, 'app gives'].join('|')}) +(.*)$`);
const begins = new Set(['app gives', 'caller sends', 'caller has']);

/**
 * The exchanges of a block, each a list of labelled messages.
 *
 * A message is `caller sends      POST /users {"a":1}`; lines that are indented go on with it, first as header fields, and
 * from the first line that is none, or from an empty one, as its content.
 */
function exchangesOf({ text }: CodeBlock): ShownMessage[][] {
  const exchanges: ShownMessage[][] = [];
  for (const message of messagesOf(text)) {
    const last = exchanges.at(-1);
    if (last === undefined || isBeginning(message, last)) exchanges.push([message]);
    else last.push(message);
  }
  return exchanges;
}

function isBeginning({ label }: ShownMessage, exchange: readonly ShownMessage[]): boolean {
  const before = exchange.at(-1)?.label;
  if (begins.has(label)) return before !== 'app gives';
  return label === 'upstream answers' && before === 'caller gets';
}

function messagesOf(text: string): ShownMessage[] {
  const found: { label: string; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const [, label, rest = ''] = labelled.exec(line) ?? [];
    if (label !== undefined) found.push({ label, lines: [rest] });
    else if (line === '' || line.startsWith(' ')) found.at(-1)?.lines.push(line.slice(18));
    else throw new Error(`neither labelled nor indented: ${line}`);
  }
  return found.map(({ label, lines }) => messageOf(label, lines));
}

function messageOf(label: string, [first = '', ...rest]: readonly string[]): ShownMessage {
  const [, line = '', inline = ''] = /^([A-Z]+ \/\S*|\d{3})?(?: |$)?(.*)$/.exec(first) ?? [];
  const isHeader = (text: string): boolean => inline === '' && /^[A-Za-z][A-Za-z0-9-]*: /.test(text);
  const end = rest.findIndex((text) => !isHeader(text));
  const fields = rest.slice(0, end === -1 ? rest.length : end);
  const headers = Object.fromEntries(fields.map((field) => [field.split(': ')[0] ?? '', field.replace(/^.*?: /, '')]));
  const content = [inline, ...rest.slice(fields.length)].join('\n').replace(/^\n+|\n+$/g, '');
  return { label, line, headers, text: content };
}

/** The contract that a fragment stands for: a schema holds for a request and an answer alike. */
export function contractFor({ fragment, exchanges }: Recipe): object {
  const { $defs = {}, context, operations, ...rest } = fragment;
  const whole = {
    title: 'Recipe',
    upstream: { name: 'backend' },
    $defs,
    ...(context === undefined ? {} : { context }),
  };
  if (operations !== undefined) return { ...whole, operations, ...rest };
  return { ...whole, operations: { recipe: { route: routeOf(exchanges), ...operationMembers(rest) } } };
}

function operationMembers(fragment: Recipe['fragment']): object {
  if (!['type', 'properties', 'items', 'oneOf', 'anyOf', '$ref'].some((keyword) => Object.hasOwn(fragment, keyword))) {
    return fragment;
  }
  const content = { 'application/json': fragment };
  return { body: { content }, responses: { 200: { content } } };
}

function routeOf(exchanges: Recipe['exchanges']): string {
  const line = exchanges.flat().find(({ label }) => label === 'caller sends')?.line ?? 'POST /values';
  return line.replace(/\?.*$/, '');
}
