import { createBareObject } from '../codec/bare-object.ts';
import { isObject } from '../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import type { AuthoredDocument } from './authored-document.ts';
import type { DocumentLibrary } from './document-library.ts';
import { listOf, mapOf } from './empty.ts';
import { emptyNode, type NodeDraft } from './empty-node.ts';
import type { FindingList } from './finding-list.ts';
import { pointerTo } from './json-pointer.ts';
import { listKeywords, mapKeywords, singleKeywords } from './schema-keywords.ts';
import type { SchemaNode } from './schema-node.ts';

const structural: ReadonlySet<string> = new Set([...singleKeywords, ...mapKeywords, ...listKeywords, '$ref', '$defs']);

/**
 * Turns authored schemas into `SchemaNode`s with every `$ref` resolved, across files and recursively.
 *
 * In:  a document and a JSON Pointer to a schema in it, whose form was checked before.
 * Out: the node; the same place always gives the same node of this graph.
 * Fails: references that lead nowhere become findings, and the node stands for `true`, so that all findings are found.
 */
export class SchemaGraph {
  readonly #library: DocumentLibrary;
  readonly #findings: FindingList;
  readonly #nodes = new Map<string, NodeDraft>();
  readonly #pending: (() => void)[] = [];
  readonly #fresh: SchemaNode[] = [];

  constructor(library: DocumentLibrary, findings: FindingList) {
    this.#library = library;
    this.#findings = findings;
  }

  /** The nodes made since it was asked last. */
  takeFresh(): readonly SchemaNode[] {
    return this.#fresh.splice(0);
  }

  node(document: AuthoredDocument, pointer: string, value: JsonValue): SchemaNode {
    const node = this.#shell(document, pointer, value);
    // A work list instead of recursion: a long chain of references must not overflow the stack.
    for (let fill = this.#pending.pop(); fill !== undefined; fill = this.#pending.pop()) fill();
    return node;
  }

  /** Takes names out of a node's `required`: read-only members are not asked of a caller. */
  forgetRequired(node: SchemaNode, names: ReadonlySet<string>): void {
    const draft = this.#nodes.get(originKey(node.origin.file, node.origin.pointer));
    const required = draft?.keywords['required'];
    if (draft === undefined || !Array.isArray(required)) return;
    const left = required.filter((name) => typeof name !== 'string' || !names.has(name));
    draft.keywords = Object.freeze(Object.assign(createBareObject(), draft.keywords, { required: left }));
  }

  #shell(document: AuthoredDocument, pointer: string, value: JsonValue): NodeDraft {
    const key = originKey(document.file, pointer);
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    const draft = emptyNode({ file: document.file, pointer });
    this.#nodes.set(key, draft);
    this.#fresh.push(draft);
    if (typeof value === 'boolean') draft.always = value;
    else if (isObject(value)) this.#pending.push(() => this.#fill(draft, { document, pointer, value }));
    else draft.always = true; // The structural check has a finding for it already.
    return draft;
  }

  #fill(draft: NodeDraft, at: { document: AuthoredDocument; pointer: string; value: JsonObject }): void {
    const { document, pointer, value } = at;
    // Keywords are looked up by name, and nothing that another part of the app put on every object is one.
    const keywords = createBareObject();
    for (const [keyword, content] of Object.entries(value)) if (!structural.has(keyword)) keywords[keyword] = content;
    draft.keywords = Object.freeze(keywords);
    for (const keyword of singleKeywords) {
      const content = value[keyword];
      if (content !== undefined) draft[keyword] = this.#shell(document, pointerTo(pointer, keyword), content);
    }
    for (const keyword of mapKeywords) {
      const content = value[keyword];
      if (!isObject(content)) continue;
      draft[keyword] = mapOf(
        Object.entries(content).map(([name, schema]) => [
          name,
          this.#shell(document, pointerTo(pointer, keyword, name), schema),
        ]),
      );
    }
    for (const keyword of listKeywords) {
      const content = value[keyword];
      if (!Array.isArray(content)) continue;
      draft[keyword] = listOf(
        content.map((schema, index) => this.#shell(document, pointerTo(pointer, keyword, index), schema)),
      );
    }
    const reference = value['$ref'];
    if (typeof reference === 'string') draft.ref = this.#refer(document, pointer, reference);
  }

  #refer(document: AuthoredDocument, pointer: string, reference: string): SchemaNode | undefined {
    const found = this.#library.resolve(document, reference);
    if (!found.ok) {
      this.#findings.add(document.file, pointerTo(pointer, '$ref'), found.fault);
      return undefined;
    }
    if (!isObject(found.value) && typeof found.value !== 'boolean') {
      this.#findings.add(document.file, pointerTo(pointer, '$ref'), {
        rule: 'reference-no-schema',
        message: `\`${reference}\` does not lead to a schema`,
        cure: 'let the reference end at an object that is a JSON Schema',
      });
      return undefined;
    }
    return this.#shell(found.document, found.pointer, found.value);
  }
}

const originKey = (file: string, pointer: string): string => `${file}#${pointer}`;
