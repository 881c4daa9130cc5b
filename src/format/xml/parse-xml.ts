// Text becomes elements by a parser that refuses whatever is not well-formed XML 1.0 (saxes). What makes XML dangerous is
// refused beside it: DOCTYPE, and with it every entity but the five; comments that cut a text, which other parsers read
// differently; depth without end.

import type { XmlElement } from './element.ts';
import { loadSaxes } from './load-saxes.ts';

/** Why a text is no XML that is taken. `line` and `column` begin at 1. */
export interface XmlFault {
  readonly code: 'syntax' | 'doctype' | 'depth' | 'cut-text' | 'name';
  /** A sentence without a full stop. */
  readonly detail: string;
  readonly line: number;
  readonly column: number;
}

/** The root of a document, or the first fault in it. */
export type ParsedXml =
  | { readonly ok: true; readonly root: XmlElement }
  | { readonly ok: false; readonly fault: XmlFault };

/** An element that is not closed yet. */
interface OpenElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
  /** A comment or processing instruction stands in it. */
  isCut: boolean;
}

class Refusal extends Error {
  readonly code: XmlFault['code'];

  constructor(code: XmlFault['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Reads a document.
 *
 * In:  its text, and how deep elements may stand in one another.
 * Out: the root element; comments and processing instructions between elements are left out.
 * Fails: for what is no XML 1.0, with the place of the first fault.
 */
export function parseXml(text: string, { maxDepth }: { maxDepth: number }): ParsedXml {
  const { SaxesParser } = loadSaxes();
  const parser = new SaxesParser({ xmlns: false, defaultXMLVersion: '1.0', forceXMLVersion: true } as const);
  const tree = new Tree(maxDepth);
  parser.on('error', ({ message }) => {
    throw new Refusal('syntax', message.replace(/^\d+:\d+: /, '').replace(/\.$/, ''));
  });
  parser.on('doctype', () => {
    throw new Refusal('doctype', 'a DOCTYPE is not accepted; send the document without it');
  });
  parser.on('opentag', ({ name, attributes }) => tree.open(name, attributes));
  parser.on('closetag', () => tree.close());
  parser.on('text', (part) => tree.add(part));
  parser.on('cdata', (part) => tree.add(part));
  parser.on('comment', () => tree.cut());
  parser.on('processinginstruction', () => tree.cut());
  try {
    parser.write(text).close();
    return { ok: true, root: tree.root };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { line, column } = parser;
    return { ok: false, fault: { code: error.code, detail: error.message, line, column: Math.max(column, 1) } };
  }
}

class Tree {
  readonly #maxDepth: number;
  readonly #open: OpenElement[] = [];
  #root: XmlElement | undefined;

  constructor(maxDepth: number) {
    this.#maxDepth = maxDepth;
  }

  get root(): XmlElement {
    // The parser has refused a document without one.
    if (this.#root === undefined) throw new Refusal('syntax', 'document must contain a root element');
    return this.#root;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.#open.length >= this.#maxDepth) {
      throw new Refusal('depth', `elements stand more than ${this.#maxDepth} deep in one another`);
    }
    const pairs = Object.entries(attributes);
    // JSON refuses the name, too: too many programs take it for the prototype of an object.
    if (name === '__proto__' || pairs.some(([key]) => key === '__proto__')) {
      throw new Refusal('name', 'the name `__proto__` is refused');
    }
    this.#open.push({ name, attributes: new Map(pairs), children: [], text: '', isCut: false });
  }

  close(): void {
    const element = this.#open.pop();
    if (element === undefined) return;
    const { name, attributes, children, text } = element;
    if (element.isCut && text.trim() !== '') {
      throw new Refusal('cut-text', `a comment or processing instruction stands in the text of \`${name}\``);
    }
    const holder = this.#open.at(-1);
    if (holder === undefined) this.#root = { name, attributes, children, text };
    else holder.children.push({ name, attributes, children, text });
  }

  add(part: string): void {
    const element = this.#open.at(-1);
    if (element !== undefined) element.text += part;
  }

  cut(): void {
    const element = this.#open.at(-1);
    if (element !== undefined) element.isCut = true;
  }
}
