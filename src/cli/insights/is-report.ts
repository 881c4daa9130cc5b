import type { InsightReport } from '../../signal/shape/insight.ts';

/**
 * Whether a value has the form of a report. What is read of it is looked at, and no more: later versions may tell more. A file may hold
 * anything, and what a report says is shown.
 */
export function isReport(value: unknown): value is InsightReport {
  const { windowMs, fromMs, toMs, insights, operations, drift }: Members = Object(value);
  return (
    [windowMs, fromMs, toMs].every(isMoment) &&
    isListOf(insights, isInsight) &&
    isListOf(operations, isOperation) &&
    isListOf(drift, (one) => areTexts(members(one).words))
  );
}

type Members = Readonly<Record<string, unknown>>;

const members = (value: unknown): Members => Object(value);

const areTexts = (...values: readonly unknown[]): boolean => values.every((value) => typeof value === 'string');

const isCount = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value) && value >= 0;

/** Later ones are no dates. Source: ECMA-262, section 21.4.1.1. */
const isMoment = (value: unknown): boolean => isCount(value) && Number(value) <= 8.64e15;

const isListOf = (value: unknown, isItem: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isItem);

function isInsight(value: unknown): boolean {
  const { operation, file, route, words, atLeastTimes, firstMs, suggestion, noSuggestion } = members(value);
  return (
    areTexts(operation, file, route, words) &&
    isCount(atLeastTimes) &&
    isMoment(firstMs) &&
    (noSuggestion === undefined || areTexts(noSuggestion)) &&
    (suggestion === undefined || isSuggestion(suggestion))
  );
}

function isSuggestion(value: unknown): boolean {
  const { words, file, patch, refuses } = members(value);
  const { requests, failed } = members(refuses);
  return areTexts(words, file) && isListOf(patch, isStep) && isCount(requests) && isCount(failed);
}

const isStep = (value: unknown): boolean => areTexts(members(value).op, members(value).path);

function isOperation(value: unknown): boolean {
  const { operation, requests, failed, leftOut } = members(value);
  return areTexts(operation) && isCount(requests) && isCount(failed) && isListOf(leftOut, (name) => areTexts(name));
}
