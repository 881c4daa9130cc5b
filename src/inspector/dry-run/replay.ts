import type { Contract } from '../../contract/contract.ts';
import { explainRequest } from '../../explain/explain-request.ts';
import { maskText } from '../../explain/masked-values.ts';
import type { InspectedMount } from '../mount.ts';
import type { DryRunAnswer, TypedRequest } from '../protocol-dry-run.ts';
import type { RequestDetail } from '../protocol-request.ts';
import { dryRunView } from './dry-run-view.ts';
import { typedIncoming } from './typed-incoming.ts';

/**
 * Runs a recorded request again by the contract that is served now, and sends nothing. Where something is hidden there is a mask in
 * its place, or the field is left out, so that the outcome may be another one.
 */
export function replay(detail: RequestDetail, mounts: readonly InspectedMount[]): DryRunAnswer {
  const { at } = detail;
  const mount = mounts.find(({ prefix }) => prefix === at?.mount);
  const source = mount?.operations.find(({ name, file }) => name === at?.name && file === at?.contract);
  if (mount === undefined || source === undefined) return failed('no operation that is served now takes this request');
  const typed = typedIncoming(typedRequest(detail));
  if ('unreadable' in typed) return { outcome: 'unreadable', detail: typed.unreadable, findings: [] };
  const operation = source.read();
  const contract: Contract = { file: source.file, title: source.file, version: undefined, operations: [operation] };
  const explained = explainRequest([contract], mount.options, typed.incoming);
  const locate = (file: string, pointer: string) => mount.library.locate(file, pointer);
  const run = dryRunView(explained, { mount: mount.prefix, operation, incoming: typed.incoming, locate });
  return { outcome: 'ok', ...noteOf(detail), findings: [], run };
}

/** What is hidden of a request cannot be sent again. */
function typedRequest({ incoming: { method, target, headers, body } }: RequestDetail): TypedRequest {
  const framing = new Set(['content-length', 'transfer-encoding', 'content-encoding', 'connection', 'host']);
  const kept = headers.filter(({ name, value }) => value !== maskText && !framing.has(name.toLowerCase()));
  const text = body === undefined || body.kind === 'hidden' || body.isCut ? undefined : body.text;
  return { method, target, headers: kept, ...(text !== undefined && { body: text }) };
}

function noteOf({ incoming: { body } }: RequestDetail): { detail?: string } {
  if (body === undefined || (body.kind !== 'hidden' && !body.isCut)) return {};
  return { detail: 'Its body is not kept as a whole, and was left out.' };
}

const failed = (detail: string): DryRunAnswer => ({ outcome: 'failed', detail, findings: [] });
