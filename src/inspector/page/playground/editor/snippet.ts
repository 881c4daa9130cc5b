/** Where a snippet's marks are: a place to type at, one with text to begin with, or an escaped character. */
const marks = /\$(\d+)|\$\{(\d+)(?::((?:[^\\}]|\\.)*))?\}|\\(.)/gs;

/**
 * Writes a snippet of the language server protocol as the editor has them.
 *
 * In:  `"title": "${1:Users}"$0`; `\$`, `\}` and `\\` stand for the characters.
 * Out: `"title": "${1:Users}"${}`; a literal `${` or `#{` is escaped as `$\{`.
 * Source: LSP 3.17, Snippet Syntax; `snippet` of @codemirror/autocomplete.
 */
export function editorSnippet(snippet: string): string {
  let written = '';
  let last = 0;
  for (const match of snippet.matchAll(marks)) {
    const [whole, bare, index = bare, initial, escaped] = match;
    written += literal(snippet.slice(last, match.index));
    written += escaped === undefined ? place(index ?? '', initial) : literal(escaped);
    last = match.index + whole.length;
  }
  return guarded(written + literal(snippet.slice(last)));
}

function place(index: string, initial: string | undefined): string {
  const text = initial?.replace(/\\(.)/gs, '$1') ?? '';
  // The text of a place ends at its first brace, so that one with braces is typed and not chosen.
  if (/[{}]/.test(text)) return literal(text);
  // The last place, where the cursor ends, has the highest number.
  const number = index === '0' ? '99' : index;
  return text === '' ? `\u0001{${number}}` : `\u0001{${number}:${text}}`;
}

const literal = (text: string): string => text.replaceAll('\u0001', '');

/** A literal `${` or `#{` would begin a place; those that are meant are marked until here. */
const guarded = (text: string): string => text.replace(/([$#])\{/g, '$1\\{').replaceAll('\u0001', '$');
