import { createBareObject } from '../codec/bare-object.ts';
import type { JsonValue } from '../codec/json-value.ts';
import { putAt } from '../codec/value-path.ts';
import type { OutgoingFormat } from '../contract/body-format.ts';
import type { Contract, Operation } from '../contract/contract.ts';
import type { Finding } from '../contract/finding.ts';
import { FindingList, type Locate } from '../contract/finding-list.ts';
import { pointerTo } from '../contract/json-pointer.ts';
import type { SchemaOrigin } from '../contract/schema-node.ts';
import type { AddedValue } from '../contract/upstream-route.ts';
import { compileWrite } from '../format/compile-write.ts';
import { hasSaxes } from '../format/xml/load-saxes.ts';

/**
 * Checks at start what the formats of contracts need: packages that are optional, and constants that their format can
 * hold. `isInstalled` tells whether XML can be read.
 */
export function checkFormats(contracts: readonly Contract[], locate: Locate, isInstalled = hasSaxes): Finding[] {
  const findings = new FindingList(locate);
  for (const contract of contracts) {
    for (const operation of contract.operations) {
      checkAdditions(operation, findings);
      const [first] = readsXml(operation);
      if (first === undefined || isInstalled()) continue;
      findings.add(first.file, first.pointer, {
        rule: 'not-installed',
        message: 'XML is read with the package `saxes`, which is not installed',
        cure: 'run `npm install saxes`',
      });
    }
  }
  return findings.all;
}

/** Where XML is declared that arrives: in a request, or in an answer that is read. */
function readsXml({ body, responses }: Operation): SchemaOrigin[] {
  const requests = body?.content ?? [];
  const answers = Object.values(responses).flatMap(({ bodies }) => [...bodies.values()]);
  return [...requests, ...answers].flatMap(({ format, schema }) => (format.kind === 'xml' ? [schema.origin] : []));
}

function checkAdditions({ name, file, body, upstream }: Operation, findings: FindingList): void {
  const formats = body === undefined ? [upstream.ownBody] : body.content.map(({ outgoing }) => outgoing);
  for (const format of formats) {
    if (format.kind !== 'xml' && format.kind !== 'form') continue;
    for (const { path, value } of upstream.bodyAdditions) {
      const fixed = fixedValue(value);
      const reason = fixed === undefined ? undefined : unwritable(format, path, fixed);
      if (reason === undefined) continue;
      findings.add(file, pointerTo('/operations', name), {
        rule: 'value-unsendable',
        message: `the value that the contract adds at \`${pointerTo('', ...path)}\` of the body cannot be sent: ${reason}`,
        cure: `write a value that \`${format.mediaType}\` can hold`,
      });
    }
  }
}

function fixedValue(value: AddedValue): JsonValue | undefined {
  if (value.kind === 'constant') return value.value;
  return value.kind === 'secret' ? value.text : undefined;
}

function unwritable(format: OutgoingFormat, path: readonly (string | number)[], value: JsonValue): string | undefined {
  const holder = createBareObject();
  // One that lands in a list has no place of its own to be tried at.
  if (!path.every((step) => typeof step === 'string') || !putAt(holder, path, value)) return undefined;
  const written = compileWrite(format)(holder);
  return written.ok ? undefined : written.faults[0]?.reason;
}
