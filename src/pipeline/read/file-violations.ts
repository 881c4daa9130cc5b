import type { BodyContent } from '../../contract/body-declaration.ts';
import type { FileRule } from '../../contract/file-rule.ts';
import { violationPlace } from '../../problem/violation-place.ts';
import { quote } from '../../problem/quote.ts';
import { orList } from '../../problem/type-phrase.ts';
import { createViolation, type Violation } from '../../problem/violation.ts';
import type { IncomingFile, IncomingParts } from '../request.ts';

/** What is wrong with the heads of the files of a form: their media types and names, and files that are declared as fields. */
export function fileViolations({ files }: Pick<IncomingParts, 'files'>, content: BodyContent): Violation[] {
  const counts = new Map<string, number>();
  return files.flatMap((file) => {
    const index = counts.get(file.name) ?? 0;
    counts.set(file.name, index + 1);
    const rule = content.files.get(file.name);
    const at = rule?.list === true ? [file.name, index] : [file.name];
    const fault = nameFault(file) ?? (rule === undefined ? undefined : ruleFault(file, rule));
    if (fault === undefined) return [];
    return [createViolation({ ...violationPlace('body', at), ...fault })];
  });
}

type FileFault = Pick<Parameters<typeof createViolation>[0], 'code' | 'predicate' | 'expected'>;

/**
 * A file's name goes into a line of the outgoing content, and often into a path of the service behind.
 *
 * Source: RFC 7578, section 4.2: directories in a name mean nothing; RFC 2183, section 2.3.
 */
function nameFault({ fileName }: IncomingFile): FileFault | undefined {
  if (fileName === undefined) return undefined;
  if (/[\p{Cc}\u2028\u2029]/u.test(fileName))
    return { code: 'file-name', predicate: 'has a control character in its file name' };
  if (/[/\\]/.test(fileName))
    return { code: 'file-name', predicate: 'has a path as its file name; send the name alone' };
  if (fileName === '' || fileName === '.' || fileName === '..') {
    return { code: 'file-name', predicate: `cannot have the file name ${quote(fileName)}` };
  }
  return undefined;
}

function ruleFault({ fileName, mediaType }: IncomingFile, { mediaTypes, extensions }: FileRule): FileFault | undefined {
  const type = mediaType ?? 'application/octet-stream';
  if (mediaTypes.length > 0 && !mediaTypes.some((allowed) => covers(allowed, type))) {
    const predicate = `must have the media type ${orList(mediaTypes)}, got ${quote(type)}`;
    return { code: 'file-type', predicate, expected: { mediaTypes } };
  }
  const name = fileName?.toLowerCase() ?? '';
  if (extensions.length > 0 && !extensions.some((ending) => name.endsWith(`.${ending}`))) {
    const predicate = `must have a file name that ends in ${orList(extensions.map((ending) => `.${ending}`))}`;
    return { code: 'file-name', predicate, expected: { extensions } };
  }
  return undefined;
}

const covers = (allowed: string, type: string): boolean =>
  allowed.endsWith('/*') ? type.startsWith(allowed.slice(0, -1)) : allowed === type;
