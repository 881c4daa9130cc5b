import {
  type CompletionItem,
  getLanguageService,
  type JSONSchema,
  type MarkupContent,
} from 'vscode-json-languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { editorSnippet } from './snippet.ts';

/** What may be written at a place of a contract. */
export interface Proposal {
  readonly label: string;
  /** What it does, in plain words. */
  readonly about: string;
  /** What it replaces, as offsets. */
  readonly from: number;
  readonly to: number;
  /** In the editor's form. */
  readonly snippet: string;
  readonly isName: boolean;
}

/** What is said of a place of a contract. */
export interface Hint {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Knows what the schema of contracts says of a text. */
export interface ContractLanguage {
  /** At an offset; in the order of the schema. */
  propose(text: string, offset: number): Promise<readonly Proposal[]>;
  explain(text: string, offset: number): Promise<Hint | undefined>;
}

const uri = 'playground:/contract.json';

/** Reads the schema of contracts (draft-07), once. Nothing is ever loaded: a `$ref` that leads elsewhere leads nowhere. */
export function createContractLanguage(schema: JSONSchema): ContractLanguage {
  const service = getLanguageService({
    schemaRequestService: () => Promise.reject(new Error('schemas are not loaded here')),
  });
  service.configure({ validate: false, schemas: [{ uri: 'playground:/schema.json', fileMatch: ['*'], schema }] });
  const read = (text: string) => {
    const document = TextDocument.create(uri, 'json', 1, text);
    // What a contract names as its schema would take the place of the one that is known.
    const unnamed = TextDocument.create(uri, 'json', 1, text.replace(/"\$schema"(?=\s*:)/g, '"_schema"'));
    return { document, json: service.parseJSONDocument(unnamed) };
  };
  return {
    async propose(text, offset) {
      const { document, json } = read(text);
      const list = await service.doComplete(document, document.positionAt(offset), json);
      return (list?.items ?? []).flatMap((item) => proposalOf(item, document));
    },
    async explain(text, offset) {
      const { document, json } = read(text);
      const hover = await service.doHover(document, document.positionAt(offset), json);
      const words = hover === null ? '' : wordsOf(hover.contents);
      if (hover?.range === undefined || words === '') return undefined;
      const [from, to] = [document.offsetAt(hover.range.start), document.offsetAt(hover.range.end)];
      return { from, to, text: words };
    },
  };
}

function proposalOf(item: CompletionItem, document: TextDocument): readonly Proposal[] {
  const { label, textEdit, kind, documentation, detail } = item;
  if (textEdit === undefined || !('range' in textEdit)) return [];
  return [
    {
      label,
      about: typeof documentation === 'string' ? documentation : unescaped(documentation?.value ?? detail ?? ''),
      from: document.offsetAt(textEdit.range.start),
      to: document.offsetAt(textEdit.range.end),
      snippet: editorSnippet(textEdit.newText),
      isName: kind === 10,
    },
  ];
}

type Contents = string | MarkupContent | { readonly value: string } | readonly (string | { readonly value: string })[];

function wordsOf(contents: Contents): string {
  if (typeof contents === 'string') return unescaped(contents);
  if ('value' in contents) return unescaped(contents.value);
  return contents.map((part) => (typeof part === 'string' ? unescaped(part) : part.value)).join('\n');
}

/** The service writes Markdown in which every sign is escaped, and it is shown as it is. */
const unescaped = (text: string): string => text.replace(/\\([^\w\s])/g, '$1').trim();
