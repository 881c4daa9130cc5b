// The first half of the stage `read`: one parse of the media type, one decision, used by all that follows. What is
// not declared is a 415 that says what is (RFC 9110, section 15.5.16).

import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation } from '../../contract/contract.ts';
import { parseMediaType } from '../../http/media-type.ts';
import { createProblem, type Problem } from '../../problem/problem.ts';
import { quote } from '../../problem/quote.ts';
import { contentFields } from './content-fields.ts';

/** The declared body that a request's content claims to be; `undefined` for a request without content. */
export type Admission =
  | { readonly ok: true; readonly content: BodyContent | undefined }
  | { readonly ok: false; readonly problem: Problem };

const empty: Admission = { ok: true, content: undefined };

/** Compiles the judgement of a header section: which of the declared bodies follows, if any. */
export function compileAdmit(operation: Operation): (rawHeaders: readonly string[], hasContent?: boolean) => Admission {
  const declared = new Map(operation.body?.content.map((content) => [content.mediaType, content]));
  const accepted = [...declared.keys()].join(', ');
  const refuse = (detail: string, headers: Record<string, string>): Admission => ({
    ok: false,
    problem: createProblem('unsupported-media-type', { detail, operation: operation.name, headers }),
  });
  return (rawHeaders, hasContent) => {
    const { present, types, codings } = contentFields(rawHeaders);
    if (!(hasContent ?? present)) return empty;
    if (declared.size === 0) return refuse('The operation takes no body; send the request without content', {});
    const accept = { Accept: accepted };
    const coding = codings.find((value) => value.trim().toLowerCase() !== 'identity');
    if (coding !== undefined) {
      return refuse(`The content coding ${quote(coding)} is not accepted; send the body as it is`, {
        'Accept-Encoding': 'identity',
      });
    }
    const [type, ...others] = types;
    if (type === undefined) return refuse(`The body has no Content-Type; send ${accepted}`, accept);
    if (others.length > 0) return refuse(`The request has several Content-Type fields; send one: ${accepted}`, accept);
    const parsed = parseMediaType(type.trim());
    if (parsed === undefined) return refuse(`The Content-Type ${quote(type)} is not valid; send ${accepted}`, accept);
    const charset = parsed.parameters.get('charset');
    if (charset !== undefined && charset.toLowerCase() !== 'utf-8') {
      return refuse(`The charset ${quote(charset)} is not accepted; send UTF-8`, accept);
    }
    const content = declared.get(parsed.essence);
    if (content !== undefined) return { ok: true, content };
    return refuse(`The operation does not take ${quote(parsed.essence)}; send ${accepted}`, accept);
  };
}
