import { changesStream } from '../contract/answer-streams.ts';
import type { AnswerHeader, ResponseDeclaration } from '../contract/answer-declaration.ts';
import type { Contract, Operation } from '../contract/contract.ts';
import type { DocumentLibrary } from '../contract/document-library.ts';
import type { Finding } from '../contract/finding.ts';
import { FindingList } from '../contract/finding-list.ts';
import { pointerTo } from '../contract/json-pointer.ts';
import { unknownUpstream } from '../options/resolve-upstreams.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';

/**
 * Judges contracts against the upstreams of the options: a name that is not configured, and rules that only paramap's
 * own forwarding could apply beside the app's `forward`.
 */
export function judgeUpstreams(
  contracts: readonly Contract[],
  library: DocumentLibrary,
  options: ResolvedOptions,
): readonly Finding[] {
  const findings = new FindingList((file, pointer) => library.locate(file, pointer));
  const known = options.upstreams.map((upstream) => upstream.name);
  for (const operation of contracts.flatMap((contract) => contract.operations)) {
    const place = pointerTo('/operations', operation.name, 'upstream');
    if (options.sender === 'upstreams' && !known.includes(operation.upstream.name)) {
      findings.add(operation.file, place, withHint(unknownUpstream(operation.upstream.name, known)));
    }
    if (options.sender === 'forward' && Object.keys(operation.upstream.timeouts).length > 0) {
      findings.add(operation.file, place, timeoutsBesideForward(operation));
    }
    if (options.sender === 'forward' && operation.upstream.attempts !== undefined) {
      findings.add(operation.file, place, attemptsBesideForward(operation));
    }
    if (options.sender === 'forward') judgeResponses(operation, findings);
    if (options.sender !== 'upstreams' && operation.upgrade !== undefined && !known.includes(operation.upstream.name)) {
      findings.add(
        operation.file,
        pointerTo('/operations', operation.name, 'upgrade'),
        upgradeWithoutUpstream(operation),
      );
    }
    if (options.sender === 'none' && operation.body?.content.some(({ files }) => files.size > 0) === true) {
      findings.add(operation.file, pointerTo('/operations', operation.name, 'body'), filesBesideRewrite(operation));
    }
  }
  for (const { name, balance } of options.sender === 'upstreams' ? options.upstreams : []) {
    const sent = contracts.flatMap((contract) => contract.operations).filter(({ upstream }) => upstream.name === name);
    if (balance !== 'hash' || sent.some(({ upstream }) => upstream.hashBy !== undefined)) continue;
    for (const file of new Set(sent.map((operation) => operation.file)))
      findings.add(file, '/upstream', noHashBy(name));
  }
  return findings.all;
}

const noHashBy = (upstream: string) => ({
  rule: 'hash-by',
  severity: 'warning' as const,
  message: `the options balance \`${upstream}\` by \`hash\`, but no operation says by which value`,
  cure: 'write `"hashBy": "query:tenant"` with the name of a declared parameter, or balance by `least-pending`',
});

const withHint = (fault: ReturnType<typeof unknownUpstream>) => ({
  ...fault,
  cure: `${fault.cure}; where only \`rewrite\` is used, write \`upstreams: {}\``,
});

const filesBesideRewrite = ({ name }: Operation) => ({
  rule: 'rewrite-files',
  severity: 'warning' as const,
  message: `\`${name}\` takes files, which \`api.rewrite\` cannot hand on: a form with files is answered with 500`,
  cure: 'configure `upstreams` and mount the middleware itself, or take the files out',
});

/** An upgraded connection is joined by us, whoever sends the other requests. */
const upgradeWithoutUpstream = ({ name, upstream }: Operation) => ({
  rule: 'upgrade-upstream',
  message: `connections of \`${name}\` cannot be upgraded: neither \`forward\` nor \`api.rewrite\` takes upgrades, and no upstream \`${upstream.name}\` is configured`,
  cure: `configure \`${upstream.name}\` in the option \`upstreams\`, or take \`upgrade\` out`,
});

const timeoutsBesideForward = ({ name }: Operation) => ({
  rule: 'forward-timeouts',
  message: `\`timeouts\` of \`${name}\` cannot be held: the option \`forward\` sends the requests, not paramap`,
  cure: 'take the `timeouts` out, or configure `upstreams` in place of `forward`',
});

const attemptsBesideForward = ({ name }: Operation) => ({
  rule: 'forward-attempts',
  message: `\`retry\`, \`idempotencyKey\` and \`deadlineHeader\` of \`${name}\` cannot be held: the option \`forward\` sends the requests, not paramap`,
  cure: 'take them out, or configure `upstreams` in place of `forward`',
});

/** The answers that the app's `forward` gets never come by here. */
function judgeResponses(operation: Operation, findings: FindingList): void {
  const at = pointerTo('/operations', operation.name, 'responses');
  for (const [status, response] of Object.entries(operation.responses)) {
    if (changesAnswer(response))
      findings.add(operation.file, pointerTo(at, status), responsesBesideForward('mapping', operation));
  }
  if (operation.responseValidation === 'enforce' && Object.keys(operation.responses).length > 0) {
    findings.add(operation.file, at, responsesBesideForward('validation', operation));
  }
}

function changesAnswer({ bodies, streams, headers, origins, names }: ResponseDeclaration): boolean {
  if (origins.length > 0 || names.length > 0 || headers?.fields.some(isMapped) === true) return true;
  const isChanged = [...bodies.values()].some(({ plan, retyped }) => retyped || !plan.identity);
  return isChanged || [...streams.values()].some(changesStream);
}

const isMapped = ({ name, plan, source }: AnswerHeader): boolean =>
  !plan.identity || source?.name.toLowerCase() !== name.toLowerCase();

const responsesBesideForward = (what: 'mapping' | 'validation', { name }: Operation) => ({
  rule: 'forward-responses',
  message: `the ${what} of answers of \`${name}\` cannot be held: the option \`forward\` gets the answers, not paramap`,
  cure:
    what === 'mapping'
      ? "declare the answers in the upstream's own terms, or configure `upstreams` in place of `forward`"
      : 'write `"responseValidation": "report"`, or configure `upstreams` in place of `forward`',
});

/**
 * Judges whether the app gives the `context` that contracts declare. Where a schema requires members of it, every
 * request would be answered with 500.
 */
export function judgeContext(
  contracts: readonly Contract[],
  library: DocumentLibrary,
  options: ResolvedOptions,
): readonly Finding[] {
  if (options.context !== undefined) return [];
  const findings = new FindingList((file, pointer) => library.locate(file, pointer));
  for (const { context } of contracts.flatMap((contract) => contract.operations)) {
    if (context === undefined) continue;
    const { file, pointer } = context.origin;
    findings.add(file, pointer, {
      rule: 'context-missing',
      severity: Array.isArray(context.keywords['required']) ? 'error' : 'warning',
      message: 'the contract declares a `context`, but the option `context` does not give one',
      cure: 'write a function `(req) => ({ ... })` as the option `context`',
    });
  }
  return findings.all;
}
