/*
 * Decides what is known of a value of one type: choices are made one after the other, and what the keywords alone say is left
 * to the rules of the type. An alternative that cannot hold is dropped as soon as that shows.
 */
import type { JsonValue } from '../../../codec/json-value.ts';
import { fitsAll, fitsLiteral } from '../judge/accepts.ts';
import { type Literal, literalId, opposite } from '../schema/node.ts';
import { numberTypes, type TypeSet, typeBitOf, typeBits } from '../schema/value-types.ts';
import { type Choice, extend, type Manner, type State } from './expand.ts';
import { findList } from './find-list.ts';
import { findNumber } from './find-number.ts';
import { findObject } from './find-object.ts';
import { findText } from './find-text.ts';
import { narrowed } from './narrow.ts';
import { found, none, type Result, Tried, unknown } from './result.ts';
import type { Search } from './search.ts';

/** The work of one decision, in steps of the budget. */
const stepsEach = 8;

/** Finds a value for the state. */
export function decide(search: Search, state: State, manner: Manner): Result {
  search.budget.steps -= stepsEach;
  if (search.budget.steps < 0) return outOfBudget(state);
  const choices = narrowed(search, state);
  if (choices === 'none') return none;
  return decideBetween(search, { ...state, choices }, manner);
}

function decideBetween(search: Search, state: State, manner: Manner): Result {
  if (state.choices.length === 0) return findKnown(search, state);
  const kept: Choice[] = [];
  const tried = new Tried();
  for (const [index, choice] of state.choices.entries()) {
    const open: (readonly Literal[])[] = [];
    for (const alternative of choice.alternatives) {
      const result = decideWith(search, { ...state, choices: [] }, { alternative, manner });
      if (result.kind === 'none') continue;
      const others = state.choices.filter((other) => other !== choice);
      if (result.kind === 'found' && others.every(({ literal }) => fitsLiteral(result.value, literal) !== false))
        return result;
      tried.add(result);
      open.push(alternative);
    }
    const [only] = open;
    if (only === undefined) return none;
    if (open.length === 1) {
      const rest = [...kept, ...state.choices.slice(index + 1)];
      return rest.length === 0
        ? tried.result
        : decideWith(search, { ...state, choices: rest }, { alternative: only, manner });
    }
    kept.push({ ...choice, alternatives: open });
  }
  return kept.length === 1
    ? tried.result
    : branch(search, { ...state, choices: withoutImplied(search, { ...state, choices: kept }, manner) }, manner);
}

interface Step {
  readonly alternative: readonly Literal[];
  readonly manner: Manner;
}

function decideWith(search: Search, state: State, { alternative, manner }: Step): Result {
  const next = extend(state, alternative, manner);
  return next === undefined ? none : decide(search, next, manner);
}

/** The choices that are no consequence of the rest. */
function withoutImplied(search: Search, state: State, manner: Manner): readonly Choice[] {
  return state.choices.filter(({ literal }) => {
    // The choice itself was seen, and would contradict its opposite.
    const seen = new Set(state.seen);
    seen.delete(literalId(literal));
    const alternative = [opposite(literal)];
    return decideWith(search, { ...state, choices: [], seen }, { alternative, manner }).kind !== 'none';
  });
}

/**
 * Tries every alternative of one choice beside all other choices. The branches of a value come first, for each of them mostly
 * settles in which way it is refused; then the smallest choice.
 */
function branch(search: Search, state: State, manner: Manner): Result {
  const rank = ({ literal, alternatives }: Choice): number => alternatives.length + (literal.holds ? 0 : 1e6);
  const [smallest] = state.choices.toSorted((a, b) => rank(a) - rank(b));
  if (smallest === undefined) return findKnown(search, state);
  const others = state.choices.filter((choice) => choice !== smallest);
  const tried = new Tried();
  for (const alternative of smallest.alternatives) {
    const result = decideWith(search, { ...state, choices: others }, { alternative, manner });
    if (result.kind === 'found') return result;
    tried.add(result);
  }
  return tried.result;
}

const outOfBudget = ({ choices, atoms }: State): Result =>
  unknown(
    ...[...choices.map(({ literal }) => literal), ...atoms]
      .slice(0, 2)
      .map(({ node }) => ({ at: node.at, because: 'too many steps would be needed' })),
  );

/** Where an opaque keyword is to be broken, or to be fitted and no annotation, nobody knows whether a value does. */
function findKnown(search: Search, state: State): Result {
  const result = findTyped(search, state);
  if (result.kind !== 'found') return result;
  const hidden = state.atoms.flatMap(({ node, holds }) =>
    node.kind === 'opaque' && !(holds && node.isAnnotation) ? [{ at: node.at, because: node.because }] : [],
  );
  return hidden.length === 0 ? result : unknown(...hidden);
}

/** No choice is left: the rules of the type find the value. */
function findTyped(search: Search, { type, atoms }: State): Result {
  const listed = atoms.find(({ node, holds }) => holds && node.kind === 'values')?.node;
  if (listed?.kind === 'values') return firstOf(ofType(listed.values, type), atoms);
  if (type === typeBits.null) return firstOf([null], atoms);
  if (type === typeBits.boolean) return firstOf([false, true], atoms);
  if ((type & numberTypes) !== 0) return findNumber(atoms, type);
  if (type === typeBits.text) return findText(search, atoms);
  return type === typeBits.list ? findList(search, atoms) : findObject(search, atoms);
}

const ofType = (values: readonly JsonValue[], type: TypeSet): JsonValue[] =>
  values.filter((value) => typeBitOf(value) === type);

function firstOf(values: readonly JsonValue[], atoms: readonly Literal[]): Result {
  const first = values.find((value) => fitsAll(value, atoms) !== false);
  return first === undefined ? none : found(first);
}
