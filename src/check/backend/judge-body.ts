import { parseJson, deepestJson } from '../../codec/json-text/parse.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import { formatKind } from '../../http/format-kind.ts';
import { parseMediaType } from '../../http/media-type.ts';
import type { DescribedContent } from '../../openapi/read/backend-description.ts';
import type { Outgoing } from '../../pipeline/request.ts';
import { compileConfirm } from '../contain/judge/confirm.ts';
import type { BackendOperation } from './backend-operation.ts';
import { contentsFor } from './content-for.ts';
import { formReadings } from './read-form.ts';
import type { OutgoingFault } from './outgoing-fault.ts';
import type { DirectedSource } from './schema-view.ts';

/** A value that a backend may read where it takes none of all that it may read; `undefined`: it takes one, or nobody knows. */
type JudgeContent = (content: string, contentType: string) => JsonValue | undefined;

/**
 * Compiles the judge of bodies: JSON and forms are looked into, of all else the media type counts alone.
 *
 * Out: what the backend refuses of a body; a schema that Ajv cannot compile refuses nothing.
 */
export function bodyJudge(
  { body, isComplete }: BackendOperation,
  source: DirectedSource,
): (sent: Outgoing) => OutgoingFault[] {
  const judges = new Map<DescribedContent, JudgeContent>();
  const judgeOf = (content: DescribedContent): JudgeContent => {
    const judge = judges.get(content) ?? compileContent(content, source);
    judges.set(content, judge);
    return judge;
  };
  const fault = (keyword: OutgoingFault['keyword'], received?: JsonValue): OutgoingFault[] => [
    { in: 'body', name: '', keyword, received },
  ];
  return (sent) => {
    if (sent.body === undefined) return body?.required === true && sent.streamed === undefined ? fault('required') : [];
    if (body === undefined) return isComplete ? fault('undeclared') : [];
    const type = contentTypeOf(sent);
    const contents = contentsFor(type, body.content);
    if (contents.length === 0) return fault('media-type', parseMediaType(type)?.essence ?? '');
    const text = typeof sent.body === 'string' ? sent.body : Buffer.from(sent.body).toString();
    const refused = contents.map((content) => judgeOf(content)(text, type));
    // Where it is not known which content is meant, all of them would have to refuse it.
    const [received] = refused;
    return received === undefined || refused.includes(undefined) ? [] : fault('schema', received);
  };
}

function contentTypeOf({ headers }: Outgoing): string {
  const at = headers.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'content-type');
  return at < 0 ? '' : (headers[at + 1] ?? '');
}

function compileContent({ schema, encoding }: DescribedContent, source: DirectedSource): JudgeContent {
  const view = source.view(schema);
  const judge = compileConfirm({ schema: view, source });
  return (content, contentType) => {
    const kind = formatKind(parseMediaType(contentType)?.essence ?? '');
    const readings =
      kind === 'form' || kind === 'multipart'
        ? formReadings(content, contentType, { schema: view, encoding, source })
        : kind === 'json'
          ? jsonReadings(content)
          : undefined;
    return readings?.every((value) => judge?.(value) === false) === true ? readings[0] : undefined;
  };
}

function jsonReadings(content: string): JsonValue[] | undefined {
  const parsed = parseJson(content, { maxDepth: deepestJson });
  return parsed.ok ? [parsed.value] : undefined;
}
