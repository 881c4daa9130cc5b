import type { Operation, ParameterGroup, UnknownPolicies } from './contract.ts';
import type { Fault } from './finding.ts';
import { pointerTo } from './json-pointer.ts';
import type { OperationScope } from './operation-scope.ts';
import type { CredentialPlace, OperationSecurity, SecurityScheme } from './security.ts';

/** Where a credential stands in a request. */
export function credentialField(place: CredentialPlace): {
  readonly in: 'header' | 'query' | 'cookie';
  readonly name: string;
} {
  return place.kind === 'apiKey' ? place : { in: 'header', name: 'Authorization' };
}

/**
 * Checks that no credential is lost by accident, or sent by accident: one that is taken out of the request cannot be a
 * parameter as well, and one that is to be forwarded must have a way on.
 */
export function checkSecurity(
  scope: OperationScope,
  { security, parameters, unknown }: Pick<Operation, 'security' | 'parameters' | 'unknown'>,
): void {
  for (const scheme of schemesOf(security)) {
    const field = credentialField(scheme.place);
    const declared = isDeclared(parameters[field.in], field.name);
    if (declared && !scheme.forward) scope.report(pointerTo(scope.pointer, memberOf[field.in]), takenFault(scheme));
    if (!declared && scheme.forward && unknown[memberOf[field.in]] !== 'forward') {
      scope.report(pointerTo(scheme.pointer, 'forward'), wayFault(scheme, scope.name));
    }
  }
}

const memberOf = { header: 'headers', query: 'query', cookie: 'cookies' } as const satisfies Record<
  string,
  keyof UnknownPolicies
>;

function schemesOf(security: OperationSecurity | undefined): Set<SecurityScheme> {
  const needed = security?.alternatives.flat().map(({ scheme }) => scheme) ?? [];
  return new Set([...needed, ...(security?.taken ?? [])]);
}

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
