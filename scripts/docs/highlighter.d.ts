// biome-ignore-all lint/style/noDefaultExport: it says what the package exports
/**
 * What the site uses of highlight.js. Its own declarations bring the names of browsers into every file, in which Node's would then
 * be missing or another's.
 */
interface Highlighter {
  getLanguage(name: string): object | undefined;
  highlight(text: string, options: { readonly language: string }): { readonly value: string };
}

declare const highlighter: Highlighter;
export { highlighter as default };
