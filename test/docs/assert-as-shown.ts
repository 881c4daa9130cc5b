import assert from 'node:assert/strict';
import type { RunCommand } from './walk.ts';

/**
 * Fails unless a command printed what its page shows. JSON may be laid out differently; the random part of an
 * `instance` is shown as `…`, and so is a `requestId`.
 */
export function assertAsShown({ output, actual }: RunCommand): void {
  const steady = actual
    .replace(/urn:uuid:[0-9a-f-]{36}/g, 'urn:uuid:…')
    .replace(/"requestId":"[0-9a-f-]{36}"/g, '"requestId":"…"');
  assert.deepEqual(parsed(steady), parsed(output));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
