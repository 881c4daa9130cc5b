import { stringifyJson } from '../../codec/json-text/stringify.ts';
import { isJsonMediaType } from '../../http/media-type.ts';
import { decodeCharset } from '../../format/charset.ts';
import { unreadable } from '../answer-violation.ts';
import { compileDescribe } from '../content-fields.ts';
import { readJsonAnswer } from '../read-answer.ts';
import type { ReplyContent } from '../reply-content.ts';
import type { TranslateNames } from './translate.ts';

/** Types of text that end; a stream of events may not. */
const texts: ReadonlySet<string> = new Set(['text/plain', 'text/html']);

/** What else is declared of the answer. */
interface NamesSettings {
  /** In lower case. */
  readonly declaredFields: ReadonlySet<string>;
  /** Some header field comes from the content: then it has to be what it says. */
  readonly readsContent: boolean;
}

/**
 * Compiles the reading of content that nobody declares, for the sake of the names in it.
 *
 * In:  a media type in lower case. Out: `undefined` for a type in which no rule finds names.
 */
export function compileNamesContent(
  { json, text }: TranslateNames,
  { declaredFields, readsContent }: NamesSettings,
): (mediaType: string) => ReplyContent | undefined {
  const describe = compileDescribe({ declaredFields, consumed: [], contentType: undefined });
  const inJson = json && namesContent(describe, (content) => translateJson(content, { translate: json, readsContent }));
  const inText = text && namesContent(describe, (content) => translateText(content, text));
  return (mediaType) => (isJsonMediaType(mediaType) ? inJson : texts.has(mediaType) ? inText : undefined);
}

/** What came of a content: the upstream's value, and the text for the caller where a name was rewritten. */
type Translated = Pick<ReturnType<ReplyContent['map']>, 'read' | 'violations'> & { readonly text: string | undefined };

function namesContent(describe: ReplyContent['describe'], translate: (content: Buffer) => Translated): ReplyContent {
  return {
    maps: false,
    translates: true,
    describe,
    map(content) {
      const { read, text, violations } = translate(content);
      return text === undefined ? { kind: 'same', read, violations } : { kind: 'mapped', read, text, violations };
    },
  };
}

function translateJson(
  content: Buffer,
  { translate, readsContent }: { translate: NonNullable<TranslateNames['json']>; readsContent: boolean },
): Translated {
  const reading = readJsonAnswer(content);
  if (!reading.ok) {
    const violations = readsContent ? [unreadable({ in: 'body', path: [], reason: reading.reason })] : [];
    return { read: undefined, text: undefined, violations };
  }
  const value = translate(reading.value);
  const text = value === reading.value ? undefined : stringifyJson(value);
  return { read: reading.value, text, violations: [] };
}

function translateText(content: Buffer, translate: NonNullable<TranslateNames['text']>): Translated {
  const written = decodeCharset(content, 'utf-8');
  const text = written === undefined ? undefined : translate(written);
  return { read: undefined, text: text === written ? undefined : text, violations: [] };
}
