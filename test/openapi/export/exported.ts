import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringifyJson } from '../../../src/codec/json-text/stringify.ts';
import type { JsonObject } from '../../../src/codec/json-value.ts';
import type { ContractSource } from '../../../src/contract/load-contracts.ts';
import { exportContracts, type ExportOptions } from '../../../src/openapi/export/export-contracts.ts';
import { exportedContracts } from '../../../src/openapi/export/exported-contract.ts';
import { importDescription } from '../../../src/openapi/import/import-description.ts';
import { readDescription } from '../../../src/openapi/read/read-description.ts';
import { prepareContracts } from '../../../src/contract/prepare-contracts.ts';
import { defaultUnknown } from '../../../src/contract/normalize.ts';

const secret = 'secret';

/** The document of contracts, which must have no error. */
export function exported(sources: readonly ContractSource[], options?: ExportOptions) {
  const { contracts, library, findings } = prepareContracts(sources, {
    root: process.cwd(),
    codecs: new Map(),
    secrets: new Proxy({}, { get: () => secret }),
    missingSecret: 'warning',
    secretFiles: 'mask',
    unknown: defaultUnknown,
  });
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ pointer, message }) => `${pointer}: ${message}`).join('\n'));
  return exportContracts(exportedContracts(contracts, library), options);
}

/** The contract that an import makes of a document, and what it could not express. */
export async function importedAgain(document: JsonObject) {
  const folder = await mkdtemp(join(tmpdir(), 'paramap-export-'));
  try {
    const path = join(folder, 'public.openapi.json');
    await writeFile(path, stringifyJson(document));
    const { description, findings } = await readDescription(path, { root: folder });
    if (description === undefined) throw new Error(findings.map(({ message }) => message).join('\n'));
    const { files, losses, errors } = importDescription(description, {
      expects: './public.openapi.json',
      name: 'again',
    });
    const contract = files.get('again.contract.json');
    if (contract === undefined || errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
    return { contract, losses };
  } finally {
    await rm(folder, { recursive: true });
  }
}
