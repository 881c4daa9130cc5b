import type { SchemaFacts } from './schema-facts.ts';

/** The Unicode date pattern of a text field, as its description, its pattern or its samples show it. */
export function datePattern({ text, pattern, samples }: SchemaFacts): string | undefined {
  const told = /\b((?:dd|MM|yyyy|DD|YYYY)(?:([./ -]?)(?:dd|MM|yyyy|DD|YYYY)){2})\b/.exec(text)?.[1];
  if (told !== undefined) return told.replaceAll('D', 'd').replaceAll('Y', 'y');
  const digits = pattern
    ?.replace(/^\^/, '')
    .replace(/\$$/, '')
    .replaceAll(/(?:\[0-9\]|\\d)\{(\d)\}/g, (_, count: string) => '0'.repeat(Number(count)))
    .replaceAll(/\[0-9\]|\\d/g, '0')
    .replaceAll(/\\([./-])/g, '$1');
  const shapes = [digits, ...samples.map((sample) => String(sample).replaceAll(/\d/g, '0'))];
  const known: Readonly<Record<string, string>> = {
    '00.00.0000': 'dd.MM.yyyy',
    '00/00/0000': 'dd/MM/yyyy',
    '00-00-0000': 'dd-MM-yyyy',
    '00000000': 'yyyyMMdd',
    '0000/00/00': 'yyyy/MM/dd',
    '0000.00.00': 'yyyy.MM.dd',
  };
  return shapes.map((shape) => (shape === undefined ? undefined : known[shape])).find((found) => found !== undefined);
}
