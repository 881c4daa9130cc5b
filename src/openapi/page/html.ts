/** Text that is HTML already; everything else is escaped where it is put in. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What can be put into a template. A list is written one after the other; `undefined` is nothing. */
export type HtmlPart = string | number | Html | undefined | readonly HtmlPart[];

/**
 * A template of HTML in which every value is text, whatever it holds: descriptions of authors may come from anywhere.
 *
 * Values stand in content, or in attributes between double quotes; never in names, scripts or styles.
 */
export function html(texts: TemplateStringsArray, ...values: readonly HtmlPart[]): Html {
  return new Html(texts.map((text, index) => text + (index < values.length ? written(values[index]) : '')).join(''));
}

function written(value: HtmlPart): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(written).join('');
  return escaped(String(value));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? '');

/** A description: paragraphs, and code between backticks; nothing else of Markdown, and no links out. */
export function prose(text: string | undefined): Html | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const paragraphs = text.trim().split(/\n\s*\n/);
  return html`${paragraphs.map((paragraph) => html`<p>${inline(paragraph)}</p>`)}`;
}

/** One line of a description. */
export function inline(text: string): Html {
  const parts = text.split(/`([^`]+)`/);
  return html`${parts.map((part, index) => (index % 2 === 0 ? part : html`<code>${part}</code>`))}`;
}
