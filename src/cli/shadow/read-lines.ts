/** One line of a file. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** `undefined`: longer than the limit; what follows cannot be read. */
  readonly text: string | undefined;
}

/**
 * Reads text line by line, never holding more than a line and a piece of the file.
 *
 * In:  bytes in UTF-8 in pieces; a byte order mark at the start is passed over. Lines end with LF or CR LF.
 * Out: every line that is not empty; a line of more than `mostBytes` ends the reading, without its text.
 */
export async function* readLines(pieces: AsyncIterable<Uint8Array>, mostBytes: number): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  let number = 0;
  for await (const piece of pieces) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) {
      number += 1;
      if (text.length > mostBytes) return void (yield { number, text: undefined });
      if (text.trim() !== '') yield { number, text };
    }
    if (rest.length > mostBytes) return void (yield { number: number + 1, text: undefined });
  }
  rest += decoder.decode();
  if (rest.trim() !== '') yield { number: number + 1, text: rest };
}
