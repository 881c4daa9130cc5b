import { deepestJson, parseJson } from '../../codec/json-text/parse.ts';
import { stringifyJson } from '../../codec/json-text/stringify.ts';
import { isJsonMediaType } from '../../http/media-type.ts';
import { decodeCharset } from '../../format/charset.ts';
import { compileDescribe } from '../content-fields.ts';
import type { ReplyContent } from '../reply-content.ts';
import type { TranslateNames } from './translate.ts';

/** Types of text that end; a stream of events may not. */
const texts: ReadonlySet<string> = new Set(['text/plain', 'text/html']);

/**
 * Compiles the reading of content that nobody declares, for the sake of the names in it.
 *
 * In:  a media type in lower case. Out: `undefined` for a type in which no rule finds names.
 */
export function compileNamesContent(
  { json, text }: TranslateNames,
  declaredFields: ReadonlySet<string>,
): (mediaType: string) => ReplyContent | undefined {
  const describe = compileDescribe({ declaredFields, consumed: [], contentType: undefined });
  const inJson = json && namesContent(describe, (content) => translateJson(content, json));
  const inText = text && namesContent(describe, (content) => translateText(content, text));
  return (mediaType) => (isJsonMediaType(mediaType) ? inJson : texts.has(mediaType) ? inText : undefined);
}

/** What came of a content: the upstream's value, and the text for the caller where a name was rewritten. */
type Translated = Pick<ReturnType<ReplyContent['map']>, 'read'> & { readonly text: string | undefined };

/** What is no content of its type is passed on as it came, and nobody is told: nothing is declared of it. */
function namesContent(describe: ReplyContent['describe'], translate: (content: Buffer) => Translated): ReplyContent {
  return {
    maps: false,
    translates: true,
    describe,
    map(content) {
      const { read, text } = translate(content);
      return text === undefined
        ? { kind: 'same', read, violations: [] }
        : { kind: 'mapped', read, text, violations: [] };
    },
  };
}

function translateJson(content: Buffer, translate: NonNullable<TranslateNames['json']>): Translated {
  const parsed = parseJson(content, { maxDepth: deepestJson });
  if (!parsed.ok) return { read: undefined, text: undefined };
  const value = translate(parsed.value);
  return { read: parsed.value, text: value === parsed.value ? undefined : stringifyJson(value) };
}

function translateText(content: Buffer, translate: NonNullable<TranslateNames['text']>): Translated {
  const written = decodeCharset(content, 'utf-8');
  const text = written === undefined ? undefined : translate(written);
  return { read: undefined, text: text === written ? undefined : text };
}
