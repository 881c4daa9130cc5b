import type { JsonObject } from '../../codec/json-value.ts';
import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation } from '../../contract/contract.ts';
import { bodyExamples } from './content-examples.ts';
import type { SchemaWriter } from './schema-writer.ts';

/** Writes the `requestBody` of an operation; `undefined` for one that takes no body. */
export function exportBody(operation: Operation, writer: SchemaWriter): JsonObject | undefined {
  const { body, unknown } = operation;
  if (body === undefined) return undefined;
  const open = unknown.body !== 'refuse';
  const content = body.content.map((declared): [string, JsonObject] => {
    const encoding = encodingOf(declared);
    const media = {
      schema: writer.write(declared.schema, { open }),
      ...(Object.keys(encoding).length === 0 ? {} : { encoding }),
      ...bodyExamples(operation, declared.mediaType),
    };
    return [declared.mediaType, media];
  });
  return { required: body.required, content: Object.fromEntries(content) };
}

/** How the fields of a form are written, where it is not as usual, and what its files may be. */
function encodingOf({ format, files }: BodyContent): JsonObject {
  const encoding: JsonObject = {};
  for (const [name, form] of format.fields) {
    if (form.kind === 'scalar' || (form.style === 'form' && form.explode)) continue;
    encoding[name] = { style: form.style, explode: form.explode };
  }
  for (const [name, { mediaTypes }] of files) {
    if (mediaTypes.length > 0) encoding[name] = { contentType: mediaTypes.join(', ') };
  }
  return encoding;
}
