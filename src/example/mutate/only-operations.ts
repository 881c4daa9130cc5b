import { isObject } from '../../codec/json-type.ts';
import type { AuthoredDocument } from '../../contract/authored-document.ts';
import { operationKey } from './mutation.ts';

/** The documents without all operations but those that are named; what operations refer to stays. */
export function onlyOperations(documents: readonly AuthoredDocument[], keys: ReadonlySet<string>): AuthoredDocument[] {
  return documents.map((document) => {
    const { operations } = document.value;
    if (operations === undefined || !isObject(operations)) return document;
    const left = Object.entries(operations).filter(([name]) => keys.has(operationKey(document.file, name)));
    return { ...document, value: { ...document.value, operations: Object.fromEntries(left) } };
  });
}
