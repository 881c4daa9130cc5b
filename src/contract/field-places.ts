import type { Operation } from './contract.ts';
import { parameterAliases } from './parameter-aliases.ts';
import { credentialField } from './security.ts';

/** A header field or a cookie that an operation reads. */
export interface FieldPlace {
  readonly in: 'header' | 'cookie';
  readonly name: string;
}

/** Every header field and cookie that an operation declares, by its older names too, or asks a credential in. */
export function fieldPlaces({ parameters, security }: Operation): FieldPlace[] {
  const places = [
    ...parameters.header.parameters,
    ...parameters.cookie.parameters,
    ...parameterAliases(parameters).map(({ older }) => older),
    ...(security?.alternatives ?? []).flat().map(({ scheme }) => credentialField(scheme.place)),
  ];
  return places.flatMap(({ in: location, name }) =>
    location === 'header' || location === 'cookie' ? [{ in: location, name }] : [],
  );
}
