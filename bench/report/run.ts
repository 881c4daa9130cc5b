/*
 * Writes tables and chart of the documents from a file of results: the newest full run, or the one that is named.
 * `--check` writes nothing, and fails where a document does not say what the results say.
 */
import { parseArgs } from 'node:util';
import { staleDocuments, writeDocuments } from './documents.ts';
import { readReported } from './results.ts';

const { values, positionals } = parseArgs({ options: { check: { type: 'boolean' } }, allowPositionals: true });
const reported = readReported(positionals[0]);

if (values.check === true) {
  const stale = staleDocuments(reported);
  for (const path of stale) console.error(`${path} does not say what the results say: npm run bench:report`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else console.log(writeDocuments(reported).join('\n'));
