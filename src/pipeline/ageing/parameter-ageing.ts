import { deprecationOf } from '../../contract/authored-alias.ts';
import type { Operation, Parameter } from '../../contract/contract.ts';
import { isRetired } from '../../contract/deprecation.ts';
import { parameterAliases } from '../../contract/parameter-aliases.ts';
import { type TextLocation, textLocations } from '../../http/location.ts';
import { currentName, namedTwiceViolation, retiredViolation } from '../../problem/older-name.ts';
import { formatPointer } from '../../problem/pointer.ts';
import type { ViolationPlace } from '../../problem/subject.ts';
import type { DecodeReport } from '../decode/decode-report.ts';
import type { TypedValues } from '../request.ts';
import { isUndecoded } from '../undecoded.ts';
import type { Clock, DeprecatedUse } from './deprecated-use.ts';

/** A value that a request sent under an older name. */
export interface AppliedAlias {
  readonly older: ViolationPlace;
  readonly current: ViolationPlace;
}

/** What a request's parameters have of what has grown old. */
export interface AgeingParameters {
  readonly uses: readonly DeprecatedUse[];
  readonly aliases: readonly AppliedAlias[];
}

/** Reads older names of parameters as their current ones. */
export interface ParameterAgeing {
  /** The declared parameters with one more for each older name, to be read by the rules of where it stands. */
  readonly groups: Operation['parameters'];
  /** Moves what was read under older names to the current ones, and notes what is deprecated or has ended. */
  settle(values: TypedValues, report: DecodeReport): AgeingParameters;
}

interface OldName extends AppliedAlias {
  readonly from: TextLocation;
  readonly to: TextLocation;
  readonly use: DeprecatedUse;
}

const nothingOld: AgeingParameters = Object.freeze({ uses: [], aliases: [] });

/** Compiles the reading of older names of one operation, at no cost where it has none. */
export function compileParameterAgeing(operation: Operation, now: Clock): ParameterAgeing {
  const names = oldNames(operation);
  const members = deprecatedParameters(operation);
  if (names.length + members.length === 0) return { groups: operation.parameters, settle: () => nothingOld };
  return {
    groups: widened(operation.parameters),
    settle(values, report) {
      const uses = new Set<DeprecatedUse>();
      const aliases: AppliedAlias[] = [];
      const note = (use: DeprecatedUse, place: ViolationPlace): void => {
        uses.add(use);
        const { instead, deprecation } = use;
        if (!isRetired(deprecation, now)) return;
        report.add(() => retiredViolation({ ...place, instead }, deprecation.sunset ?? ''));
      };
      // Before values move, so that an older name is not taken for a use of the current one.
      for (const { use, place, group } of members) if (Object.hasOwn(values[group], use.name)) note(use, place);
      for (const name of names) {
        const became = apply(name, { values, report });
        if (became === 'absent') continue;
        note(name.use, name.older);
        if (became === 'moved') aliases.push(name);
      }
      return { uses: [...uses], aliases };
    },
  };
}

function oldNames({ parameters }: Operation): OldName[] {
  return parameterAliases(parameters).map(({ authored, older, current }) => {
    const [written, called] = [placeOf(older), placeOf(current)];
    const instead = currentName(called, written);
    const { deprecation } = authored;
    const use: DeprecatedUse = { kind: 'alias', in: older.in, name: older.name, instead, deprecation };
    return { older: written, current: called, from: older.in, to: current.in, use };
  });
}

function deprecatedParameters({ parameters }: Operation) {
  return textLocations.flatMap((group) =>
    parameters[group].parameters.flatMap((parameter) => {
      const deprecation = deprecationOf(parameter.place);
      if (deprecation === undefined) return [];
      const { instead } = deprecation;
      const use: DeprecatedUse = { kind: 'member', in: group, name: parameter.name, instead, deprecation };
      return [{ group, place: placeOf(parameter), use }];
    }),
  );
}

const placeOf = ({ in: location, name }: Parameter): ViolationPlace => ({
  in: location,
  name,
  pointer: formatPointer([name]),
});

function widened(parameters: Operation['parameters']): Operation['parameters'] {
  const aliases = parameterAliases(parameters).map(({ older }) => older);
  const widen = (location: TextLocation) => ({
    ...parameters[location],
    parameters: [...parameters[location].parameters, ...aliases.filter((older) => older.in === location)],
  });
  return { path: widen('path'), query: widen('query'), header: widen('header'), cookie: widen('cookie') };
}

/** Moves one value, unless it was not sent under the older name, or is sent under the current one as well. */
function apply(
  { from, to, older, current, use }: OldName,
  { values, report }: { values: TypedValues; report: DecodeReport },
): 'absent' | 'moved' | 'twice' {
  const [group, target] = [values[from], values[to]];
  const value = group[older.name];
  if (value === undefined || !Object.hasOwn(group, older.name)) return 'absent';
  delete group[older.name];
  const present = target[current.name];
  // A query that is too long has not been read at all: every parameter is marked, sent or not.
  if (isUndecoded(present) && isUndecoded(value)) return 'absent';
  if (present === undefined) {
    target[current.name] = value;
    return 'moved';
  }
  report.add(() => namedTwiceViolation({ ...older, instead: use.instead }));
  return 'twice';
}
