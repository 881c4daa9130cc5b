import { decodeExtendedValue, parseDisposition } from '../../http/disposition.ts';
import { parseMediaType } from '../../http/media-type.ts';

/** What the header section of one part says. */
export interface PartHead {
  readonly name: string;
  /** `undefined` where the part has none; the empty text is a file field of a browser in which nobody chose a file. */
  readonly fileName: string | undefined;
  /** The essence in lower case; `undefined` where the part says nothing. */
  readonly mediaType: string | undefined;
  /** The media type with its parameters, as it came. */
  readonly contentType: string | undefined;
}

/** Says what is wrong with a multipart content, as it follows `The multipart content`. */
export class MultipartFault extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'MultipartFault';
  }
}

/**
 * Reads the header section of one part.
 *
 * In:  by lower-case name the value of each line, in Latin-1 as the bytes came.
 * Out: name, file name and media type; other fields of a part mean nothing.
 * Fails: throws `MultipartFault` where a field is missing, doubled or not valid, or asks for a coding that nobody takes off.
 * Source: RFC 7578, sections 4.2 to 4.8. `filename*` stands in practice (.NET sends it), and wins over `filename`.
 */
export function readPartHead(lines: ReadonlyMap<string, readonly string[]>): PartHead {
  const disposition = single(lines, 'content-disposition');
  if (disposition === undefined) throw new MultipartFault('has a part without Content-Disposition');
  const { type, parameters } = parseDisposition(disposition) ?? {};
  const name = parameters?.get('name');
  if (type !== 'form-data' || name === undefined) {
    throw new MultipartFault('has a part whose Content-Disposition is not `form-data` with a `name`');
  }
  const coding = single(lines, 'content-transfer-encoding')?.toLowerCase();
  if (coding !== undefined && !identityCodings.has(coding)) {
    throw new MultipartFault('has a part with a Content-Transfer-Encoding; send the part as it is');
  }
  const contentType = single(lines, 'content-type');
  return { name, fileName: fileNameOf(parameters), contentType, mediaType: mediaTypeOf(contentType) };
}

/** RFC 7578, section 4.7: the field is deprecated; these three values change nothing. */
const identityCodings: ReadonlySet<string> = new Set(['7bit', '8bit', 'binary']);

function mediaTypeOf(contentType: string | undefined): string | undefined {
  if (contentType === undefined) return undefined;
  const essence = /^[\t\x20-\x7e]*$/.test(contentType) ? parseMediaType(contentType)?.essence : undefined;
  if (essence === undefined) throw new MultipartFault('has a part whose Content-Type is not valid');
  if (essence.startsWith('multipart/')) throw new MultipartFault('has a part that is multipart itself');
  return essence;
}

function fileNameOf(parameters: ReadonlyMap<string, string> | undefined): string | undefined {
  const extended = parameters?.get('filename*');
  if (extended === undefined) return parameters?.get('filename');
  const decoded = decodeExtendedValue(extended);
  if (decoded === undefined) throw new MultipartFault('has a part whose `filename*` is not valid UTF-8');
  return decoded;
}

/** The one line of a name as UTF-8 text. */
function single(lines: ReadonlyMap<string, readonly string[]>, name: string): string | undefined {
  const [line, ...others] = lines.get(name) ?? [];
  if (others.length > 0) throw new MultipartFault(`has a part with several ${name} lines`);
  if (line === undefined) return undefined;
  try {
    return utf8.decode(Buffer.from(line, 'latin1')).trim();
  } catch {
    throw new MultipartFault(`has a part whose ${name} is not UTF-8`);
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
