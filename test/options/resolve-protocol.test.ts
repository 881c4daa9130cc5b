import assert from 'node:assert/strict';
import test from 'node:test';
import { ContractError } from '../../src/contract/finding.ts';
import { givenInCode, resolveOptions } from '../../src/options/resolve-options.ts';

/** What an upstream speaks, or rule, severity and cure of each finding. */
function resolved(upstream: object) {
  const warnings: unknown[] = [];
  const options = { contracts: {}, upstreams: { users: upstream } };
  try {
    const onWarning = ({ rule, severity }: { rule: string; severity: string }) => void warnings.push([rule, severity]);
    const { upstreams } = resolveOptions({ ...options, onWarning }, givenInCode('middleware'));
    return { protocol: upstreams[0]?.protocol, findings: warnings };
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return { protocol: undefined, findings: error.findings.map(({ rule, cure }) => [rule, cure]) };
  }
}

test('HTTP/1.1 is spoken where nothing else is said', () => {
  assert.deepEqual(resolved({ targets: ['https://a.example'] }), { protocol: 'http1', findings: [] });
  const http2 = { targets: ['https://a.example'], protocol: 'http2' };
  assert.deepEqual(resolved(http2), { protocol: 'http2', findings: [] });
});

test('HTTP/2 without TLS is a warning, for nobody agrees to it', () => {
  const { findings } = resolved({ targets: ['http://a.example'], protocol: 'http2' });
  assert.deepEqual(findings, [['protocol-unused', 'warning']]);
});

test('`http2` and other names are refused with what to write', () => {
  const { findings } = resolved({ targets: ['https://a.example'], http2: true });
  assert.deepEqual(findings, [['not-offered', 'write `"protocol": "http2"`']]);
  assert.equal(resolved({ targets: ['https://a.example'], protocol: 'h2' }).findings.length, 1);
});
