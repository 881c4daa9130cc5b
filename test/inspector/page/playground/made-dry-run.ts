import type {
  ContractText,
  DryRunAnswer,
  DryRunRequest,
  SourcesAnswer,
} from '../../../../src/inspector/protocol-dry-run.ts';
import { madeDetail } from '../made-requests.ts';

export const madeSources: SourcesAnswer = {
  sources: [
    { id: 's1', kind: 'served', title: 'Users', file: 'schemas/users.contract.json' },
    { id: 'e1', kind: 'example', title: 'Orders', file: 'orders.contract.json' },
  ],
};

/** The text of a source, with a request to begin with. */
export function madeSource(id: string, text: string): ContractText {
  return {
    ...{ id, kind: 'served', title: 'Users', file: 'schemas/users.contract.json', text },
    request: { method: 'GET', target: '/users?userName=ada', headers: [{ name: 'Accept', value: 'application/json' }] },
  };
}

/**
 * As a server answers: a contract that is no JSON has an error, one with `"warned"` a warning; a request with `userName` is sent, one
 * without is refused, and `/none` is no route.
 */
export function madeDryRun({ contract, request }: DryRunRequest): DryRunAnswer {
  const { at, lineage, differences, outgoing } = madeDetail();
  const fault = { pointer: '', message: 'this is no JSON', cure: 'close the object' };
  try {
    JSON.parse(contract);
  } catch {
    return { outcome: 'ok', findings: [{ ...fault, rule: 'json', severity: 'error', line: 2, column: 3 }] };
  }
  const isWarned = contract.includes('"warned"');
  const findings = isWarned ? [{ ...fault, rule: 'odd', severity: 'warning' as const, line: 1, column: 1 }] : [];
  const target = request?.target ?? '';
  if (target.startsWith('/none')) {
    const body = { type: 'urn:x', title: 'No such route', status: 404, code: 'no-such-route', detail: 'No operation' };
    const run = { lineage: [], differences: [], problem: { status: 404, body }, routes: ['GET /users'] };
    return { outcome: 'ok', findings, run };
  }
  if (target.includes('slow')) return { outcome: 'too-slow', detail: 'It was stopped after 2 s.', findings };
  if (!target.includes('userName=')) {
    const detail = '1 fault: query `userName` is required';
    const errors = [{ in: 'query', name: 'userName', pointer: '#/userName', code: 'required', detail } as const];
    const title = 'The request does not fit the contract';
    const body = { type: 'urn:x', title, status: 400, code: 'invalid-request', detail, errors };
    return { outcome: 'ok', findings, run: { at, lineage: [], differences: [], problem: { status: 400, body } } };
  }
  const decoded = '{"query":{"userName":"ada"}}';
  return { outcome: 'ok', findings, run: { at, decoded, outgoing, lineage, differences } };
}
