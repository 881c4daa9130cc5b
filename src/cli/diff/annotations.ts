import type { PlacedChange } from './placed-change.ts';

/**
 * Changes as annotations of a code review: breaking ones are errors, unknown ones warnings; compatible ones need nobody's eye.
 *
 * Source: GitHub, "Workflow commands for GitHub Actions", setting an error message.
 */
export function annotationsText(changes: readonly PlacedChange[]): string {
  return changes.flatMap((change) => (change.effect === 'compatible' ? [] : [annotation(change)])).join('');
}

function annotation({ effect, afterAt, beforeAt, operation, side, message, because, witness }: PlacedChange): string {
  const place = afterAt ?? beforeAt;
  const properties = {
    file: place?.file,
    line: place?.line,
    col: place?.column,
    title: `${effect} for ${side === 'callers' ? 'callers' : 'the backend'}: ${operation}`,
  };
  const written = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
  const shown = witness === undefined ? '' : `\n${witness.request}\nwas ${witness.was}, is ${witness.is}`;
  const text = `${message}${because === undefined ? '' : `: ${because}`}${shown}`;
  return `::${effect === 'breaking' ? 'error' : 'warning'} ${written.join(',')}::${escaped(text)}\n`;
}

const escaped = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapedProperty = (text: string): string => escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
