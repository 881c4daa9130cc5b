import type { Fault } from './finding.ts';

/** Below one root. Far more than a person writes; what doubles with each level ends here with a finding. */
export const maxPlaces = 20_000;

/** Of all these places together: schemas that all refer to each other have as many at each as there are schemas. */
export const maxMembers = 500_000;

/** A schema that doubles with each level. */
export const tooLarge: Fault = {
  rule: 'schema-too-large',
  message: `the schemas describe more than ${maxPlaces} places`,
  cure: 'let repeated parts be lists or maps, or split the contract',
};

/** Many at each of many places. */
export const tooManyMembers: Fault = {
  ...tooLarge,
  message: `the places that the schemas describe have more than ${maxMembers} members`,
  cure: 'let fewer schemas refer to each other, let repeated parts be maps, or split the contract',
};

/** As many plans as places. */
export const maxPlans = maxPlaces;

/** A name for what has none. */
export const nameless: Fault = {
  rule: 'mapping-nameless',
  message: 'an item of a list or a value of a map has no name, so it cannot be renamed, moved or dropped by itself',
  cure: 'write the `x-upstream` on the list itself, and keep only a `codec` here',
};
