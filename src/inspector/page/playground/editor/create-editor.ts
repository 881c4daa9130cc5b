import {
  autocompletion,
  type Completion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  snippet,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, foldGutter, foldKeymap } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { searchKeymap } from '@codemirror/search';
import { EditorState, type Extension, Transaction } from '@codemirror/state';
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  hoverTooltip,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import type { JSONSchema } from 'vscode-json-languageservice';
import type { FindingView } from '../../../protocol-dry-run.ts';
import { type ContractLanguage, createContractLanguage, type Proposal } from './contract-language.ts';
import { editorLook } from './editor-look.ts';
import { findingMarks } from './finding-marks.ts';

/** An editor of a contract that is shown. */
export interface ContractEditor {
  /** Replaces the text where it is another; this can be undone as typing can, but for the first text: nothing was there before. */
  setText(text: string): void;
  /** Marks findings about `text`; where another text is there by now, they are marked where it still has their places. */
  setFindings(findings: readonly FindingView[]): void;
  /** Goes to a place, 1-based. */
  reveal(line: number, column: number): void;
  close(): void;
}

/** What an editor begins with, and whom it tells. */
export interface EditorNeeds {
  readonly text: string;
  readonly label: string;
  /** The schema of contracts; without it nothing is proposed. */
  readonly schema: JSONSchema | undefined;
  readonly changed: (text: string) => void;
}

/**
 * Shows an editor in `host`, in a shadow tree of its own: there its style sheets are adopted, which a strict Content-Security-Policy
 * allows, and the page's rules do not reach it.
 */
export function createEditor(host: HTMLElement, needs: EditorNeeds): ContractEditor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const view = new EditorView({ doc: needs.text, extensions: extensionsOf(needs), parent: root, root });
  return {
    setText(text) {
      if (view.state.doc.toString() === text) return;
      const { length } = view.state.doc;
      view.dispatch({
        changes: { from: 0, to: length, insert: text },
        selection: { anchor: 0 },
        annotations: Transaction.addToHistory.of(length > 0),
      });
      view.scrollDOM.scrollTop = 0;
    },
    setFindings(findings) {
      const marks = findingMarks(findings, view.state.doc.toString());
      view.dispatch(
        setDiagnostics(
          view.state,
          marks.map(({ rule, ...mark }) => ({ ...mark, source: rule })),
        ),
      );
    },
    reveal(line, column) {
      const found = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
      const anchor = Math.min(found.from + column - 1, found.to);
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
      view.focus();
    },
    close: () => view.destroy(),
  };
}

function extensionsOf({ label, schema, changed }: EditorNeeds): Extension {
  return [
    [lineNumbers(), foldGutter(), lintGutter(), history(), drawSelection(), bracketMatching(), closeBrackets()],
    [json(), highlightActiveLine(), highlightActiveLineGutter(), EditorState.tabSize.of(2), editorLook],
    // Tab leaves the editor, so that nobody is caught in it.
    keymap.of(
      [
        closeBracketsKeymap,
        completionKeymap,
        defaultKeymap,
        historyKeymap,
        foldKeymap,
        lintKeymap,
        searchKeymap,
      ].flat(),
    ),
    schema === undefined ? [] : knowledge(createContractLanguage(schema)),
    // What can be edited has the focus in any case; that it is said helps programs that look for it.
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', tabindex: '0' }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) changed(update.state.doc.toString());
    }),
  ];
}

function knowledge(language: ContractLanguage): Extension {
  const proposals = autocompletion({
    icons: false,
    override: [
      async ({ state, pos, explicit, aborted }) => {
        const before = state.sliceDoc(Math.max(0, pos - 1), pos);
        if (aborted || (!explicit && !/[\w"$-]/.test(before))) return null;
        const found = await language.propose(state.doc.toString(), pos);
        const from = found[0]?.from ?? pos;
        return { from, options: found.filter((proposal) => proposal.from === from).map(completionOf) };
      },
    ],
  });
  const hints = hoverTooltip(async ({ state }, offset) => {
    const hint = await language.explain(state.doc.toString(), offset);
    if (hint === undefined) return null;
    const dom = document.createElement('div');
    dom.className = 'cm-hint';
    dom.textContent = hint.text;
    return { pos: hint.from, end: hint.to, above: true, create: () => ({ dom }) };
  });
  return [proposals, hints];
}

function completionOf({ label, about, snippet: text, to, isName }: Proposal): Completion {
  return {
    // A name is matched with its quotes, as it is typed.
    label: isName ? JSON.stringify(label) : label,
    displayLabel: label,
    ...(about !== '' && { info: about }),
    // What is replaced ends behind the cursor where the closing quote is there already.
    apply: (view, completion, from, end) => snippet(text)(view, completion, from, Math.max(end, to)),
  };
}
