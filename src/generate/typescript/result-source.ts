import { textLocations } from '../../http/location.ts';
import type { PlannedAnswer } from './plan-answers.ts';
import type { PlannedOperation } from './plan-operation.ts';
import { memberName, quoted } from './source-text.ts';

type Names = ReadonlyMap<string, string>;

/** Writes the type of what an operation gives: its successes, the names in its faults, and its declared errors. */
export function resultType(planned: PlannedOperation, names: Names): string {
  const failures = planned.failures.map(
    ({ status, typeId }) => `HttpError<${statusType(status)}, ${names.get(typeId ?? '')}>`,
  );
  const parts = [successType(planned, names), faultNames(planned)];
  return `Result<${[...parts, ...(failures.length === 0 ? [] : [failures.join(' | ')])].join(', ')}>`;
}

/** Writes the type of an operation: `Call` as a client's member, `Operation` by itself. */
export function callType(planned: PlannedOperation, names: Names, kind: 'Call' | 'Operation'): string {
  const result = names.get(planned.resultId) ?? '';
  const given = `${argumentsType(planned, names)}, ${result}`;
  if (planned.pagination !== undefined) {
    const path = planned.pagination.items.map(quoted).join(', ');
    return `Paged${kind}<${given}, ItemAt<DataOf<${result}>, [${path}]>>`;
  }
  if (planned.stream !== undefined && planned.streamIsAsked) {
    return `Stream${kind}<${given}, Result<Success<${streamType(planned, names)}>, ${faultNames(planned)}>>`;
  }
  return `${kind}<${given}>`;
}

/** Writes the type of an operation's arguments. */
function argumentsType({ operation, fields, inputId }: PlannedOperation, names: Names): string {
  const needsInput = operation.body?.required === true || fields.some(({ parameter }) => parameter.required);
  return `${needsInput ? 'Needs' : 'Takes'}<${names.get(inputId)}>`;
}

/** By status where several are declared with different data; a status that is not declared is read as the others are. */
function successType(planned: PlannedOperation, names: Names): string {
  const data = planned.successes.map((answer) => dataType(answer, planned, names));
  if (data.every((type) => type === data[0])) return `Success<${data[0]}>`;
  return planned.successes.map(({ status }, index) => `Success<${data[index]}, ${statusType(status)}>`).join(' | ');
}

const statusType = (status: string): string => (/^\d+$/.test(status) ? status : 'number');

function dataType({ kind, typeId }: PlannedAnswer, planned: PlannedOperation, names: Names): string {
  switch (kind) {
    case 'json':
      return names.get(typeId ?? '') ?? 'unknown';
    case 'text':
      return 'string';
    case 'content':
      return 'Response';
    case 'stream':
      return streamType(planned, names);
    case 'none':
      return 'undefined';
    case 'any':
      return 'unknown';
  }
}

function streamType({ stream }: PlannedOperation, names: Names): string {
  return `AsyncIterable<${names.get(stream?.typeId ?? '') ?? 'RawEvent'}>`;
}

/** The declared names by location, which faults can have. */
function faultNames({ operation }: PlannedOperation): string {
  const groups: [string, readonly string[]][] = textLocations.map((location) => [
    location,
    operation.parameters[location].parameters.map(({ name }) => name),
  ]);
  const body = operation.body?.content.flatMap(({ place }) => [...place.members.keys()]) ?? [];
  const members = [...groups, ['body', body] as const].flatMap(([location, declared]) => {
    const literals = [...new Set(declared)].sort().map(quoted).join(' | ');
    return literals === '' ? [] : [`${memberName(location)}: ${literals}`];
  });
  return members.length === 0 ? 'Record<never, never>' : `{ ${members.join('; ')} }`;
}
