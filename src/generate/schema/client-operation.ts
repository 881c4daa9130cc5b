import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation, Parameter } from '../../contract/contract.ts';
import { type AnswerKind, declaredAnswer } from './declared-answer.ts';
import { contractMember, type Location, textLocations } from '../../http/location.ts';
import type { Definitions } from './definitions.ts';
import { docText } from './doc-text.ts';
import { memberDeclarations } from './schema-reading.ts';
import { both, documented, either, type TypeSchema } from './type-schema.ts';

/** What a caller hands to an operation of a generated client: one flat object. */
export interface ClientInput {
  readonly operation: Operation;
  readonly fields: readonly InputField[];
  /** What is declared of the body that the client sends: JSON where that is declared, else the first that is no XML. */
  readonly content: BodyContent | undefined;
  /** The id of the input's type in `Definitions`. */
  readonly inputId: string;
}

/** An operation as the generated client knows it. */
export interface ClientOperation extends ClientInput {
  readonly bodyType: string | undefined;
  readonly answer: AnswerKind;
  /** The id of the answer's type in `Definitions`; there is one only where JSON is declared. */
  readonly answerId: string;
}

/** One member of the flat input object. */
export interface InputField {
  /** The member's name: the parameter's own, or with its location in front where another location has that name too. */
  readonly key: string;
  readonly parameter: Parameter;
}

/** Plans the client's view of an operation, and adds its input and answer types to the file's definitions. */
export function planClientOperation(operation: Operation, definitions: Definitions): ClientOperation {
  const input = planClientInput(operation, definitions);
  const answer = declaredAnswer(operation);
  const answerId = `operation ${operation.name} answer`;
  if (answer.schemas.length > 0) {
    const schema = either(answer.schemas.map((node) => definitions.convert(node, 'answer')));
    definitions.add(answerId, `${operation.name} answer`, schema);
  }
  return { ...input, bodyType: input.content?.mediaType, answer: answer.kind, answerId };
}

/** Plans what a caller hands to an operation, and adds its type to the file's definitions. */
export function planClientInput(
  operation: Operation,
  definitions: Definitions,
  writeBody: BodyConverter = asJsonOrText,
): ClientInput {
  const fields = inputFields(operation);
  const contents = operation.body?.content ?? [];
  const content =
    contents.find(({ format }) => format.kind === 'json') ??
    contents.find(({ format }) => format.kind !== 'xml') ??
    contents[0];
  const inputId = `operation ${operation.name} input`;
  definitions.add(
    inputId,
    `${operation.name} input`,
    inputSchema({ operation, fields }, { content, writeBody, definitions }),
  );
  return { operation, fields, content, inputId };
}

function inputFields(operation: Operation): readonly InputField[] {
  const taken = new Set(operation.body === undefined ? [] : ['body']);
  return textLocations.flatMap((location) =>
    operation.parameters[location].parameters.map((parameter) => {
      const key = freeKey(parameter.name, location, taken);
      taken.add(key);
      return { key, parameter };
    }),
  );
}

/** The parameter's name, else with the location in front as often as it takes: `queryId`. */
function freeKey(name: string, location: Location, taken: ReadonlySet<string>): string {
  let key = name;
  while (taken.has(key)) {
    key = `${location}${key.charAt(0).toUpperCase()}${key.slice(1)}`;
  }
  return key;
}

function inputSchema(
  { operation, fields }: Pick<ClientOperation, 'operation' | 'fields'>,
  {
    content,
    writeBody,
    definitions,
  }: { content: BodyContent | undefined; writeBody: BodyConverter; definitions: Definitions },
): TypeSchema {
  const properties = new Map(fields.map((field) => [field.key, fieldSchema(field, operation, definitions)]));
  const required = fields.filter(({ parameter }) => parameter.required).map(({ key }) => key);
  if (content !== undefined) {
    const { schema, note } = writeBody(content, definitions);
    properties.set('body', documented(schema, `Sent as ${docText(content.mediaType)}${note}.`, false));
    required.push(...(operation.body?.required === true ? ['body'] : []));
  }
  return { type: 'object', properties: Object.fromEntries(properties), required, additionalProperties: false };
}

/** What a client takes as a body, and what its documentation says of how it is written. */
export type BodyConverter = (content: BodyContent, definitions: Definitions) => { schema: TypeSchema; note: string };

/** For a client that writes JSON alone: everything else is text that the caller wrote. */
const asJsonOrText: BodyConverter = (content, definitions) =>
  content.format.kind === 'json'
    ? { schema: definitions.convert(content.schema, 'input'), note: '' }
    : { schema: { type: 'string' }, note: ', in its text as it stands here' };

function fieldSchema({ key, parameter }: InputField, operation: Operation, definitions: Definitions): TypeSchema {
  const { schema } = operation.parameters[parameter.in];
  const declared = schema === undefined ? [] : memberDeclarations(parameter.name, schema);
  const converted = both(declared.map((node) => definitions.convert(node, 'input')));
  const notes = [
    converted.description,
    key === parameter.name ? undefined : renamingNote(parameter),
    cookieNote(parameter),
  ];
  return documented(converted, notes.filter((note) => note !== undefined).join('\n\n'), converted.deprecated === true);
}

function renamingNote(parameter: Parameter): string {
  return docText(`\`${parameter.name}\` of the contract's \`${contractMember[parameter.in]}\`.`);
}

function cookieNote(parameter: Parameter): string | undefined {
  return parameter.in === 'cookie' ? 'A cookie; browsers do not let programs send it.' : undefined;
}
