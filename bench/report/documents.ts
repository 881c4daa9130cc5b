import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chartOf } from './chart.ts';
import { section, type SectionName } from './report-text.ts';
import type { Reported } from './results.ts';

const root = join(import.meta.dirname, '..', '..');

/** Where results are shown between `<!-- bench:NAME -->` and `<!-- /bench:NAME -->`. */
const documents = ['README.md', 'bench/README.md', 'docs/performance.md'];
const chartFile = 'docs/performance.svg';

/** Everything that is made of results: the text of each file by its path in the repository. */
function writtenDocuments(reported: Reported): ReadonlyMap<string, string> {
  const texts = new Map(documents.map((path) => [path, filled(readFileSync(join(root, path), 'utf8'), reported)]));
  const { compare } = reported.results.parts;
  if (compare !== undefined) texts.set(chartFile, chartOf(compare));
  return texts;
}

/** The files whose text is not what the results say. */
export const staleDocuments = (reported: Reported): string[] =>
  [...writtenDocuments(reported)].flatMap(([path, text]) =>
    readFileSync(join(root, path), 'utf8') === text ? [] : path,
  );

/** Writes all of them. Out: their paths. */
export function writeDocuments(reported: Reported): string[] {
  const texts = writtenDocuments(reported);
  for (const [path, text] of texts) writeFileSync(join(root, path), text);
  return [...texts.keys()];
}

/** A text with every marked section made anew; one that was not measured says so. */
export function filled(text: string, reported: Reported): string {
  return text.replace(/(<!-- bench:([a-z-]+) -->)[\s\S]*?(<!-- \/bench:\2 -->)/g, (_, begin, name, end) => {
    const content = section(name as SectionName, reported) ?? 'Not measured in the last full run.';
    return `${begin}\n${content}\n${end}`;
  });
}
