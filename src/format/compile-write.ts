import { stringifyJson } from '../codec/json-text/stringify.ts';
import type { JsonValue } from '../codec/json-value.ts';
import { formatScalar } from '../codec/scalar.ts';
import type { OutgoingFormat } from '../contract/body-format.ts';
import type { WriteContent, WrittenContent } from './body-format.ts';
import { formatMultipart } from './multipart/write-multipart.ts';
import { compileWriteForm } from './write-form.ts';
import { compileWriteXml } from './xml/write-xml.ts';

/** Compiles the writing of values as content of a format. Parts and bytes are no values, and are written elsewhere. */
export function compileWrite({ kind, styles, emptyRoot }: OutgoingFormat): WriteContent {
  switch (kind) {
    case 'json':
      return (value) => ({ ok: true, content: stringifyJson(value) });
    case 'form':
      return compileWriteForm(styles);
    case 'xml':
      return compileWriteXml(emptyRoot);
    case 'text':
      return writeText;
    case 'multipart':
      return formatMultipart;
    case 'binary':
      return () => ({ ok: false, faults: [{ path: [], reason: 'a value cannot be written in this format' }] });
  }
}

function writeText(value: JsonValue): WrittenContent {
  const text = formatScalar(value);
  if (text === undefined)
    return { ok: false, faults: [{ path: [], reason: 'it is no single value, which a text is' }] };
  if (text.isWellFormed()) return { ok: true, content: text };
  return { ok: false, faults: [{ path: [], reason: 'it holds half of a surrogate pair, which is no character' }] };
}

/** The `Content-Type` of content that was written: the default charset of a text is not the same everywhere. */
export const contentTypeOf = ({ kind, mediaType }: OutgoingFormat): string =>
  kind === 'text' || mediaType === 'text/xml' ? `${mediaType}; charset=utf-8` : mediaType;
