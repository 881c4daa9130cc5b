import type { TextLocation } from '../http/location.ts';
import { type AuthoredAlias, aliasesOf } from './authored-alias.ts';
import type { Operation, Parameter } from './contract.ts';
import { type Fault, isFault } from './finding.ts';
import { textForm } from './text-form.ts';

/** An older name of a parameter, perhaps in another location. */
export interface ParameterAlias {
  readonly authored: AuthoredAlias;
  /** The parameter under its older name: read like any other there. */
  readonly older: Parameter;
  readonly current: Parameter;
}

/** The locations where a caller chooses the names; those of a path are the route's. */
const namedLocations: readonly TextLocation[] = ['query', 'header', 'cookie'];

/**
 * The older names of an operation's parameters, in schema order.
 *
 * Out: what can be read; `fault` is told why a name cannot. A value in another location is read in the style that is usual
 *      there, for its text is written by other rules.
 */
export function parameterAliases(
  parameters: Operation['parameters'],
  fault: (alias: AuthoredAlias, fault: Fault) => void = () => {},
): ParameterAlias[] {
  return namedLocations.flatMap((location) =>
    parameters[location].parameters.flatMap((current) =>
      aliasesOf(current.place).flatMap((authored) => {
        const older = olderParameter(current, authored);
        if (!isFault(older)) return [{ authored, older, current }];
        fault(authored, older);
        return [];
      }),
    ),
  );
}

function olderParameter(current: Parameter, { name, in: written }: AuthoredAlias): Parameter | Fault {
  const location = written ?? current.in;
  if (location === 'body' || location === 'path') return placeFault(location);
  const form = location === current.in ? current.form : textForm(current.place, location);
  return isFault(form) ? form : { ...current, in: location, name, form };
}

const placeFault = (location: 'body' | 'path'): Fault => ({
  rule: 'alias-place',
  message: `an older name of a parameter cannot stand in the ${location}`,
  cure:
    location === 'path'
      ? 'declare the older route as an operation of its own, `deprecated`'
      : 'write `query`, `header` or `cookie`',
});
