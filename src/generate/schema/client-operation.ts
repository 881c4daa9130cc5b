import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation, Parameter } from '../../contract/contract.ts';
import { type AnswerKind, declaredAnswer } from './declared-answer.ts';
import { contractMember, type Location, textLocations } from '../../http/location.ts';
import type { Definitions } from './definitions.ts';
import { docText } from './doc-text.ts';
import { memberDeclarations } from './schema-reading.ts';
import { both, documented, either, type TypeSchema } from './type-schema.ts';

/** An operation as the generated client knows it. */
export interface ClientOperation {
  readonly operation: Operation;
  readonly fields: readonly InputField[];
  /** The media type of the body that the client sends: JSON where that is declared, else the first. */
  readonly bodyType: string | undefined;
  readonly answer: AnswerKind;
  /** Ids of the operation's types in `Definitions`; an answer has a type only where JSON is declared. */
  readonly inputId: string;
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
  const fields = inputFields(operation);
  const contents = operation.body?.content ?? [];
  const content = contents.find(({ format }) => format.kind === 'json') ?? contents[0];
  const answer = declaredAnswer(operation);
  const planned = {
    operation,
    fields,
    bodyType: content?.mediaType,
    answer: answer.kind,
    inputId: `operation ${operation.name} input`,
    answerId: `operation ${operation.name} answer`,
  };
  definitions.add(planned.inputId, `${operation.name} input`, inputSchema(planned, content, definitions));
  if (answer.schemas.length > 0) {
    const schema = either(answer.schemas.map((node) => definitions.convert(node, 'answer')));
    definitions.add(planned.answerId, `${operation.name} answer`, schema);
  }
  return planned;
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
  content: BodyContent | undefined,
  definitions: Definitions,
): TypeSchema {
  const properties = new Map(fields.map((field) => [field.key, fieldSchema(field, operation, definitions)]));
  const required = fields.filter(({ parameter }) => parameter.required).map(({ key }) => key);
  if (content !== undefined) {
    const note = `Sent as ${docText(content.mediaType)}${content.format.kind === 'json' ? '' : ', in its text as it stands here'}.`;
    properties.set('body', documented(bodySchema(content, definitions), note, false));
    required.push(...(operation.body?.required === true ? ['body'] : []));
  }
  return { type: 'object', properties: Object.fromEntries(properties), required, additionalProperties: false };
}

/** What is not JSON the caller writes: the client has no writer for it. */
const bodySchema = (content: BodyContent, definitions: Definitions): TypeSchema =>
  content.format.kind === 'json' ? definitions.convert(content.schema, 'input') : { type: 'string' };

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
