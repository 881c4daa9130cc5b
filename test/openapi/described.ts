import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { BackendDescription } from '../../src/openapi/read/backend-description.ts';
import { readDescription } from '../../src/openapi/read/read-description.ts';
import { folder } from '../contract/folder.ts';

/** Writes files and reads the first of them, or the whole folder with `entry` `.`. */
export async function readFiles(context: TestContext, files: Readonly<Record<string, unknown>>, entry?: string) {
  const root = folder(context, files);
  return readDescription(join(root, entry ?? Object.keys(files)[0] ?? ''), { root });
}

/** The description of a document that is one. */
export async function described(context: TestContext, files: Readonly<Record<string, unknown>>) {
  const { description, findings } = await readFiles(context, files);
  assert.ok(description !== undefined, JSON.stringify(findings));
  return description;
}

/** `rule pointer` of every note, in order. */
export const notesOf = ({ notes }: Pick<BackendDescription, 'notes'>): string[] =>
  notes.map(({ rule, pointer }) => `${rule} ${pointer}`);

/** A document of 3.1 with one operation, `GET /things`, and whatever else is given. */
export const document31 = (operation: object, rest: object = {}) => ({
  openapi: '3.1.0',
  info: { title: 'Things', version: '1' },
  paths: { '/things': { get: operation } },
  ...rest,
});
