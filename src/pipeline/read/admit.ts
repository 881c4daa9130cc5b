// The first half of the stage `read`: one parse of the media type, one decision, used by all that follows. What is
// not declared is a 415 that says what is (RFC 9110, section 15.5.16).

import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation } from '../../contract/contract.ts';
import { acceptedCharsets, acceptsCharset } from '../../format/charset.ts';
import { acceptedCodings, contentCodings, isDecodable } from '../../format/content-coding.ts';
import { isValueKind } from '../../http/format-kind.ts';
import { parseMediaType } from '../../http/media-type.ts';
import { createProblem, type Problem } from '../../problem/problem.ts';
import { quote } from '../../problem/quote.ts';
import { contentFields } from './content-fields.ts';

/** The declared body that a request's content claims to be. */
export interface AdmittedContent {
  readonly content: BodyContent;
  /** Of its Content-Type; `undefined` where it names none. */
  readonly charset: string | undefined;
  /** In the order in which they were applied. */
  readonly codings: readonly string[];
}

/** What the content of a request claims to be; `undefined` for a request without content. */
export type Admission =
  | { readonly ok: true; readonly admitted: AdmittedContent | undefined }
  | { readonly ok: false; readonly problem: Problem };

const empty: Admission = { ok: true, admitted: undefined };

/** Judges a header section; `hasContent` is what is known of the content itself, where it is there already. */
export type Admit = (rawHeaders: readonly string[], hasContent?: boolean) => Admission;

type Refuse = (detail: string, headers: Record<string, string>) => Admission;

/** Compiles the judgement of a header section: which of the declared bodies follows, if any. */
export function compileAdmit(operation: Operation): Admit {
  const declared = new Map(operation.body?.content.map((content) => [content.mediaType, content]));
  const accepted = [...declared.keys()].join(', ');
  const accept = { Accept: accepted };
  // Most callers write a media type as it is declared; there is nothing to parse in that.
  const asDeclared = new Map<string, Admission>(
    (operation.body?.content ?? []).map((content) => [
      content.mediaType,
      { ok: true, admitted: { content, charset: undefined, codings: [] } },
    ]),
  );
  const refuse: Refuse = (detail, headers) => ({
    ok: false,
    problem: createProblem('unsupported-media-type', { detail, operation: operation.name, headers }),
  });
  return (rawHeaders, hasContent) => {
    const { present, types, codings } = contentFields(rawHeaders);
    if (!(hasContent ?? present)) return empty;
    if (declared.size === 0) return refuse('The operation takes no body; send the request without content', {});
    const [type, ...others] = types;
    if (type === undefined) return refuse(`The body has no Content-Type; send ${accepted}`, accept);
    if (others.length > 0) return refuse(`The request has several Content-Type fields; send one: ${accepted}`, accept);
    const bare = codings.length === 0 ? asDeclared.get(type) : undefined;
    if (bare !== undefined) return bare;
    const parsed = parseMediaType(type.trim());
    if (parsed === undefined) return refuse(`The Content-Type ${quote(type)} is not valid; send ${accepted}`, accept);
    const content = declared.get(parsed.essence);
    if (content === undefined) {
      return refuse(`The operation does not take ${quote(parsed.essence)}; send ${accepted}`, accept);
    }
    const admitted = { content, charset: parsed.parameters.get('charset'), codings: contentCodings(codings.join(',')) };
    return judgeForm(admitted, refuse) ?? { ok: true, admitted };
  };
}

/** Judges in which charset and content coding a declared content comes. */
function judgeForm({ content, charset, codings }: AdmittedContent, refuse: Refuse): Admission | undefined {
  const { mediaType, format } = content;
  if (charset !== undefined && !acceptsCharset(format.kind, charset)) {
    const names = acceptedCharsets[format.kind].map((name) => name.toUpperCase()).join(', ');
    return refuse(`The charset ${quote(charset)} is not accepted; send ${names}`, { Accept: mediaType });
  }
  // Bytes that nobody looks into go on with whatever codings they have.
  if (codings.length === 0 || format.kind === 'binary' || (isValueKind(format.kind) && isDecodable(codings))) {
    return undefined;
  }
  const named = quote(codings.join(', '));
  return isValueKind(format.kind)
    ? refuse(`The content coding ${named} is not accepted; send ${acceptedCodings}, or the body as it is`, {
        'Accept-Encoding': acceptedCodings,
      })
    : refuse(`The content coding ${named} is not accepted; send the body as it is`, { 'Accept-Encoding': 'identity' });
}
