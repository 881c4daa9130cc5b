/** A path template as a pattern: what stands at each of its names. */
export interface TemplatePattern {
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

/** Compiles `/users/{id}.json` into a pattern of raw paths. */
export function templatePattern(template: string): TemplatePattern {
  const names: string[] = [];
  const source = template.split(/(\{[^}]*\})/).map((part) => {
    if (!part.startsWith('{')) return part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    names.push(part.slice(1, -1));
    return '([^/]*)';
  });
  return { pattern: new RegExp(`^${source.join('')}$`), names };
}
