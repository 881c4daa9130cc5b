import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { samplePattern } from '../../../src/example/draft/sample-pattern.ts';

describe('a text for a pattern', () => {
  const patterns = [
    '^INV-[0-9]+$',
    '^[A-Z]{2}-\\d{6}$',
    '^(?:usr|org)_[a-z0-9]{8,}$',
    '^[^/]+/v\\d+(?:\\.\\d+)?$',
    '^[a-f0-9]{32}$',
    '^\\+?[1-9]\\d{1,14}$',
    '^#(?:[0-9a-fA-F]{3}){1,2}$',
    '^\\p{Lu}\\p{L}*$',
    '^[\\w.-]+@[\\w.-]+$',
    '^a|b$',
    '^[^a1A]\\u0041\\x42$',
    '^\\$\\d+\\.\\d{2}$',
    '[]^-]'.replace('[]', '[\\]'),
    '',
  ];
  for (const pattern of patterns) {
    it(`is one that fits: ${pattern}`, () => assert.match(samplePattern(pattern), new RegExp(pattern, 'u')));
  }
});
