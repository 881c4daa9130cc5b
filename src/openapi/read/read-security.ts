import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { AuthoredDocument } from '../../contract/authored-document.ts';
import { childOf } from '../../contract/json-pointer.ts';
import type { DescribedSecurity, SecurityRequirement } from './described-security.ts';
import type { Reading } from './reading.ts';
import { below, entriesOf, type Spot, textOf } from './spot.ts';

/** Reads the security schemes of a document by name; one of an unknown type is noted and left out. */
export function readSchemes(reading: Reading, document: AuthoredDocument): Map<string, DescribedSecurity> {
  const root: Spot = { document, pointer: '', value: document.value };
  const isLegacy = reading.dialect(document) === '2.0';
  const written = isLegacy ? below(root, 'securityDefinitions') : below(root, 'components', 'securitySchemes');
  const schemes = new Map<string, DescribedSecurity>();
  for (const [name, member] of entriesOf(written)) {
    const spot = reading.follow(member);
    if (spot === undefined) continue;
    const scheme = schemeAt(spot);
    if (scheme === undefined) reading.note(spot, schemeFault);
    else schemes.set(name, scheme);
  }
  return schemes;
}

function schemeAt(spot: Spot): DescribedSecurity | undefined {
  const description = textOf(spot, 'description');
  const type = textOf(spot, 'type');
  const scheme = textOf(spot, 'scheme');
  const name = textOf(spot, 'name');
  const location = places.find((known) => known === textOf(spot, 'in'));
  if (type === 'basic') return { type: 'http', scheme: 'basic', description };
  if (type === 'http' && scheme !== undefined) return { type, scheme: scheme.toLowerCase(), description };
  if (type === 'apiKey' && name !== undefined && location !== undefined) {
    return { type, in: location, name, description };
  }
  const other = others.find((known) => known === type);
  return other && { type: other, description };
}

const places = ['query', 'header', 'cookie'] as const;
const others = ['oauth2', 'openIdConnect', 'mutualTLS'] as const;

/** What an operation asks for: its own `security`, else that of its document. */
export function readRequirements(reading: Reading, operation: Spot): SecurityRequirement[] {
  const own = childOf(operation.value, 'security');
  const written = own ?? operation.document.value['security'] ?? [];
  if (!Array.isArray(written)) {
    reading.note(operation, { rule: 'security-form', message: '`security` is no list', cure: 'write `[]` around it' });
    return [];
  }
  return written
    .filter(isObject)
    .map((requirement) =>
      Object.fromEntries(Object.entries(requirement).map(([name, scopes]) => [name, textsOf(scopes)])),
    );
}

const textsOf = (value: JsonValue): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

const schemeFault = {
  rule: 'security-scheme',
  message: 'this is no security scheme that is known, and is left out',
  cure: 'write `{ "type": "http", "scheme": "bearer" }`, `{ "type": "apiKey", "in": "header", "name": "X-Api-Key" }`, or one of the other types',
};
