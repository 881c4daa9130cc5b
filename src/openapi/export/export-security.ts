import { canonicalText } from '../../codec/canonical-text.ts';
import type { JsonArray, JsonObject } from '../../codec/json-value.ts';
import type { OperationSecurity, SecurityScheme } from '../../contract/security.ts';
import { type ExportedContract, textAt } from './exported-contract.ts';
import { asObject } from './schema-writer.ts';

/** The security schemes of all contracts, by names of their own: two of one name that are not the same get a number. */
export class ExportedSchemes {
  readonly #byName = new Map<string, JsonObject>();

  get all(): JsonObject {
    return Object.fromEntries(this.#byName);
  }

  /** What an operation asks for; `undefined` where it asks for nothing. */
  requirements(security: OperationSecurity | undefined, contract: ExportedContract): JsonArray | undefined {
    const alternatives = security?.alternatives ?? [];
    if (alternatives.every((alternative) => alternative.length === 0)) return undefined;
    return alternatives.map((alternative) =>
      Object.fromEntries(alternative.map(({ scheme, scopes }) => [this.#nameOf(scheme, contract), [...scopes]])),
    );
  }

  #nameOf(scheme: SecurityScheme, contract: ExportedContract): string {
    const written = exportScheme(scheme, contract);
    const text = canonicalText(written);
    const base = scheme.name.replaceAll(/[^A-Za-z0-9._-]+/g, '_');
    let name = base;
    for (let count = 2; ; count += 1) {
      const known = this.#byName.get(name);
      if (known === undefined || canonicalText(known) === text) break;
      name = `${base}${count}`;
    }
    this.#byName.set(name, written);
    return name;
  }
}

/** Source: OpenAPI 3.1, section 4.8.27. */
function exportScheme({ place, isJwt, file, pointer }: SecurityScheme, contract: ExportedContract): JsonObject {
  const description = textAt(asObject(contract.authored({ file, pointer })), 'description');
  const described = description === undefined ? {} : { description };
  if (place.kind === 'apiKey') return { type: 'apiKey', in: place.in, name: place.name, ...described };
  return { type: 'http', scheme: place.kind, ...(isJwt ? { bearerFormat: 'JWT' } : {}), ...described };
}
