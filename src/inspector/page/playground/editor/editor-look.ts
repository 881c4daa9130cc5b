import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Colours of the page, which reach into the editor's own tree as custom properties do. */
const letters = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--text)' },
  { tag: tags.string, color: 'var(--accent)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--warn)' },
  { tag: [tags.separator, tags.brace, tags.squareBracket], color: 'var(--quiet)' },
]);

const box = { border: '1px solid var(--line-strong)', borderRadius: 'var(--radius)', backgroundColor: 'var(--raised)' };

const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--text)', backgroundColor: 'var(--ground)', fontSize: '12.5px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--text)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': { color: 'var(--quiet)', backgroundColor: 'var(--soft)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--hover) 60%, transparent)' },
  '.cm-activeLineGutter': { color: 'var(--text)', backgroundColor: 'var(--hover)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 25%, transparent)',
  },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--chosen)', outline: '1px solid var(--accent)' },
  '.cm-foldPlaceholder': { color: 'var(--quiet)', backgroundColor: 'var(--soft)', borderColor: 'var(--line)' },
  '.cm-tooltip': { ...box, color: 'var(--text)', maxWidth: 'min(460px, 90vw)' },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', maxHeight: '16em' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
  '.cm-tooltip.cm-completionInfo': { padding: '6px 10px', fontFamily: 'var(--sans)', whiteSpace: 'pre-wrap' },
  '.cm-hint': { padding: '6px 10px', fontFamily: 'var(--sans)', whiteSpace: 'pre-wrap', fontSize: '13px' },
  '.cm-diagnostic': { padding: '4px 10px', fontFamily: 'var(--sans)', fontSize: '13px' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--bad)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warn)' },
  // The marks of the library are images within addresses, which the page's policy refuses: letters do as well.
  '.cm-lint-marker': { content: 'normal', width: '1em', textAlign: 'center', fontWeight: '700' },
  '.cm-lint-marker-error': { content: 'normal', color: 'var(--bad)' },
  '.cm-lint-marker-error::after': { content: '"✕"' },
  '.cm-lint-marker-warning': { content: 'normal', color: 'var(--warn)' },
  '.cm-lint-marker-warning::after': { content: '"!"' },
  '.cm-lintRange-error': { backgroundImage: 'none', borderBottom: '2px solid var(--bad)' },
  '.cm-lintRange-warning': { backgroundImage: 'none', borderBottom: '2px solid var(--warn)' },
  '.cm-panels': { color: 'var(--text)', backgroundColor: 'var(--soft)' },
  '.cm-panels input, .cm-panels button': {
    ...box,
    color: 'var(--text)',
    backgroundImage: 'none',
    fontFamily: 'var(--sans)',
  },
});

/** How the editor looks: in dark and in light, as the page does. */
export const editorLook: Extension = [look, syntaxHighlighting(letters)];
