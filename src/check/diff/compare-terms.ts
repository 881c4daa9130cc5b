import { canonicalText } from '../../codec/canonical-text.ts';
import type { Operation } from '../../contract/contract.ts';
import type { RateLimit } from '../../contract/rate-limit.ts';
import { type CredentialNeed, credentialField } from '../../contract/security.ts';
import type { Noted } from './change.ts';
import { compareAgeing } from './compare-ageing.ts';
import type { OperationPair } from './operation-pair.ts';
import { policyNames } from './public-view.ts';

/** What changed of the terms on which an operation can be called: credentials, limits, undeclared names, its end. */
export function compareTerms(pair: OperationPair): Noted[] {
  const { before, after } = pair;
  const base = { side: 'callers', in: 'terms', name: '', before: placeOf(before), after: placeOf(after) } as const;
  return [
    ...compareSecurity(pair, base),
    ...compareLimits(pair, base),
    ...comparePolicies(pair, base),
    ...compareAgeing({ called: 'the operation', base }, before.deprecation, after.deprecation),
    ...compareRest(pair, base),
  ];
}

/** Where an operation stands. */
export const placeOf = ({ file, name }: Operation) => ({
  file,
  pointer: `/operations/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
});

type Base = Pick<Noted, 'side' | 'in' | 'name' | 'before' | 'after'>;
type Alternatives = readonly (readonly CredentialNeed[])[];

function compareSecurity({ before, after }: OperationPair, base: Base): Noted[] {
  const open: Alternatives = [[]];
  const [old, current] = [before.security?.alternatives ?? open, after.security?.alternatives ?? open];
  const lost = old.filter((had) => !current.some((asked) => suffices(had, asked)));
  const gained = current.filter((asked) => !old.some((had) => suffices(asked, had)));
  const list = (alternatives: Alternatives): string => alternatives.map(needText).join(', or ');
  if (lost.length > 0) {
    const message = `callers with ${list(lost)} are no longer let in; it takes ${list(current)}`;
    return [{ ...base, effect: 'breaking', kind: 'security', message }];
  }
  if (gained.length === 0) return [];
  return [{ ...base, effect: 'compatible', kind: 'security', message: `callers are let in with ${list(gained)}, too` }];
}

/** Whether a caller who has these credentials has all that is asked. */
function suffices(had: readonly CredentialNeed[], asked: readonly CredentialNeed[]): boolean {
  const isSame = (one: CredentialNeed, other: CredentialNeed): boolean => {
    const [here, there] = [credentialField(one.scheme.place), credentialField(other.scheme.place)];
    const isPlace = here.in === there.in && here.name.toLowerCase() === there.name.toLowerCase();
    return isPlace && one.scheme.place.kind === other.scheme.place.kind;
  };
  return asked.every((need) =>
    had.some((own) => isSame(own, need) && need.scopes.every((scope) => own.scopes.includes(scope))),
  );
}

function needText(needs: readonly CredentialNeed[]): string {
  if (needs.length === 0) return 'no credential';
  const each = needs.map(({ scheme, scopes }) =>
    scopes.length === 0 ? scheme.name : `${scheme.name} (${scopes.join(' ')})`,
  );
  return each.join(' and ');
}

function compareLimits({ before, after }: OperationPair, base: Base): Noted[] {
  const named = (limits: readonly RateLimit[], name: string) => limits.find((limit) => limit.name === name);
  const gone = before.rateLimits.filter(({ name }) => named(after.rateLimits, name) === undefined);
  const changes = gone.map((limit): Noted => {
    const message = `there is no limit \`${limit.name}\` any more`;
    return { ...base, effect: 'compatible', kind: 'limit-removed', message };
  });
  for (const limit of after.rateLimits) {
    const was = named(before.rateLimits, limit.name);
    if (was === undefined) {
      const message = `there is a limit \`${limit.name}\` now: ${limitText(limit)}`;
      changes.push({ ...base, effect: 'breaking', kind: 'limit-added', message });
    } else changes.push(...compareLimit(was, limit, base));
  }
  return changes;
}

function compareLimit(was: RateLimit, is: RateLimit, base: Base): Noted[] {
  const terms = ({ quota, windowMs, cost, by }: RateLimit): string => JSON.stringify([quota, windowMs, cost, by]);
  if (terms(was) === terms(is)) return [];
  const message = `the limit \`${is.name}\` is ${limitText(is)}, and was ${limitText(was)}`;
  const isSameKind = JSON.stringify(was.by) === JSON.stringify(is.by) && was.windowMs === is.windowMs;
  const calls = ({ quota, cost }: RateLimit): number => (cost === 0 ? Number.POSITIVE_INFINITY : quota / cost);
  const effect = !isSameKind ? 'unknown' : calls(is) < calls(was) ? 'breaking' : 'compatible';
  return [{ ...base, effect, kind: 'limit', message }];
}

function limitText({ quota, windowMs, cost }: RateLimit): string {
  return `${quota} in ${windowMs / 1000} s${cost === 1 ? '' : `, of which a request spends ${cost}`}`;
}

/** What becomes of parameters that nobody declares; of members of a body its schema tells. */
function comparePolicies({ before, after, trials }: OperationPair, base: Base): Noted[] {
  return (['query', 'header', 'cookie'] as const).flatMap((location): Noted[] => {
    const [was, is] = [before.unknown[policyNames[location]], after.unknown[policyNames[location]]];
    if (was === is) return [];
    const message = `undeclared names (${location}): ${is}, and was ${was}`;
    const found = { ...base, in: location, kind: 'undeclared-names', message } as const;
    if (was === 'refuse') return [{ ...found, effect: 'compatible' }];
    const witness = trials.refused(before, { set: { [location]: { undeclared: '1' } } });
    return [{ ...found, effect: witness === undefined ? 'unknown' : 'breaking', witness }];
  });
}

function compareRest({ before, after }: OperationPair, base: Base): Noted[] {
  const changes: Noted[] = [];
  if (before.upgrade !== after.upgrade) {
    const message =
      after.upgrade === undefined ? 'its requests no longer upgrade' : `its requests upgrade to ${after.upgrade}`;
    changes.push({ ...base, effect: 'breaking', kind: 'upgrade', message });
  }
  const pages = ({ pagination }: Operation): string =>
    pagination === undefined
      ? ''
      : canonicalText([[...pagination.items], [...(pagination.next ?? [])], pagination.parameter]);
  if (pages(before) !== pages(after)) {
    const message = 'clients walk its pages another way';
    changes.push({ ...base, effect: 'unknown', kind: 'pagination', message });
  }
  return [...changes, ...compareAnswerRules({ before, after }, base)];
}

/** How answers are held to what is promised, and what becomes of members that nobody promised. */
function compareAnswerRules({ before, after }: Pick<OperationPair, 'before' | 'after'>, base: Base): Noted[] {
  const changes: Noted[] = [];
  if (before.responseValidation !== after.responseValidation) {
    const message = `answers that do not fit: ${after.responseValidation}, and was ${before.responseValidation}`;
    changes.push({ ...base, effect: 'unknown', kind: 'response-validation', message });
  }
  const [was, is] = [before.unknown.response, after.unknown.response];
  if (was !== is) {
    const message = `undeclared members of answers: ${is}, and was ${was}`;
    changes.push({ ...base, effect: is === 'forward' ? 'compatible' : 'unknown', kind: 'undeclared-names', message });
  }
  return changes;
}
