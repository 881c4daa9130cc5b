import { ageingOf } from '../../contract/ageing-place.ts';
import { deprecationOf } from '../../contract/authored-alias.ts';
import type { Operation } from '../../contract/contract.ts';
import { parameterAliases } from '../../contract/parameter-aliases.ts';
import { textLocations } from '../../http/location.ts';
import type { DeprecatedUse } from './deprecated-use.ts';

/** What every request of a deprecated operation uses; `undefined` of others. */
export function operationUse({ name, deprecation }: Operation): DeprecatedUse | undefined {
  if (deprecation === undefined) return undefined;
  return { kind: 'operation', in: undefined, name, instead: deprecation.instead, deprecation };
}

/** Whether a request of the operation can use anything deprecated, so that it is worth looking for. */
export function hasAged({ deprecation, parameters, body }: Operation): boolean {
  const declared = textLocations.flatMap((location) => parameters[location].parameters);
  return (
    deprecation !== undefined ||
    parameterAliases(parameters).length > 0 ||
    declared.some(({ place }) => deprecationOf(place) !== undefined) ||
    (body?.content ?? []).some(({ place }) => ageingOf(place) !== undefined)
  );
}
