import type { Operation, ParameterGroup, UnknownPolicies } from './contract.ts';
import type { Fault } from './finding.ts';
import { pointerTo } from './json-pointer.ts';
import type { OperationScope } from './operation-scope.ts';
import { credentialField, type OperationSecurity, type SecurityScheme, sharePlace } from './security.ts';

/**
 * Checks that no credential is lost by accident, or sent by accident: one that is taken out of the request cannot be a
 * parameter as well, and one that is to be forwarded must have a way on.
 */
export function checkSecurity(
  scope: OperationScope,
  { security, parameters, unknown }: Pick<Operation, 'security' | 'parameters' | 'unknown'>,
): void {
  if (security === undefined) return;
  const forwarded = askedSchemes(security).filter(({ forward }) => forward);
  for (const scheme of security.taken) {
    const field = credentialField(scheme.place);
    if (!isDeclared(parameters[field.in], field.name)) continue;
    scope.report(pointerTo(scope.pointer, memberOf[field.in]), takenFault(scheme));
  }
  for (const scheme of forwarded) {
    const field = credentialField(scheme.place);
    if (isDeclared(parameters[field.in], field.name) || unknown[memberOf[field.in]] === 'forward') continue;
    scope.report(pointerTo(scheme.pointer, 'forward'), wayFault(scheme, scope.name));
  }
  for (const scheme of askedSchemes(security)) {
    const other = forwarded.find((one) => !scheme.forward && sharePlace(one, scheme));
    if (other !== undefined) scope.report(scope.pointer, sharedFault(scheme, other));
  }
}

const memberOf = { header: 'headers', query: 'query', cookie: 'cookies' } as const satisfies Record<
  string,
  keyof UnknownPolicies
>;

const askedSchemes = ({ alternatives }: OperationSecurity): SecurityScheme[] => [
  ...new Set(alternatives.flat().map(({ scheme }) => scheme)),
];

function isDeclared({ in: location, parameters }: ParameterGroup, name: string): boolean {
  return parameters.some((parameter) =>
    location === 'header' ? parameter.name.toLowerCase() === name.toLowerCase() : parameter.name === name,
  );
}

const takenFault = ({ name, place }: SecurityScheme): Fault => ({
  rule: 'credential-parameter',
  message: `\`${credentialField(place).name}\` is the credential \`${name}\`, which is taken out of requests, and a parameter as well`,
  cure: `take the parameter out, or write \`"forward": true\` in \`securitySchemes/${name}\``,
});

const wayFault = ({ name, place }: SecurityScheme, operation: string): Fault => ({
  rule: 'credential-forward',
  message: `\`${name}\` is to be forwarded, but \`${operation}\` does not forward \`${credentialField(place).name}\``,
  cure: `declare it as a parameter of the operation, or take \`forward\` out`,
});

const sharedFault = (taken: SecurityScheme, forwarded: SecurityScheme): Fault => ({
  rule: 'credential-forward',
  message: `\`${taken.name}\` is not to be forwarded, and stands in the same place as \`${forwarded.name}\`, which is`,
  cure: 'forward both or none, or ask for them in two operations',
});
