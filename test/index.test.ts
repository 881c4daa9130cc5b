import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as index from '../src/index.ts';

test('the package exports these values, and no others', () => {
  assert.deepEqual(Object.keys(index).sort(), [
    'AnswerViolationError',
    'CodecRefusal',
    'ContractError',
    'ExactNumber',
    'ProblemError',
    'createGateway',
    'defineCodec',
    'keepRawBody',
    'paramap',
  ]);
});

test('nothing of Express is imported at run time', () => {
  const files = ['middleware/paramap', 'middleware/rewrite', 'options/express-request', 'options/paramap-options'];
  for (const file of files) assert.doesNotMatch(readFileSync(`src/${file}.ts`, 'utf8'), /from 'express/);
});
