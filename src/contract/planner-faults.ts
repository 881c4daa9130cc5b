import type { Fault } from './finding.ts';

/** Far more than a person writes; a schema that doubles with each level ends here with a finding. */
export const maxPlans = 20_000;

/** A schema that doubles with each level. */
export const tooLarge: Fault = {
  rule: 'schema-too-large',
  message: `the schemas describe more than ${maxPlans} places`,
  cure: 'let repeated parts be lists or maps, or split the contract',
};

/** A name for what has none. */
export const nameless: Fault = {
  rule: 'mapping-nameless',
  message: 'an item of a list or a value of a map has no name, so it cannot be renamed, moved or dropped by itself',
  cure: 'write the `x-upstream` on the list itself, and keep only a `codec` here',
};
