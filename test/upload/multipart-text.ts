/** A part as a test writes it; `head` replaces the whole header section. */
export interface TestPart {
  readonly name?: string;
  readonly fileName?: string;
  readonly type?: string;
  readonly head?: string;
  readonly content?: string | Uint8Array;
}

export const boundary = 'test-boundary';

/** The `Content-Type` line of a form that `formBytes` wrote. */
export const formType = `multipart/form-data; boundary=${boundary}`;

/** Writes parts as a multipart content, without a check of anything. */
export function formBytes(parts: readonly TestPart[]): Buffer {
  const pieces = parts.flatMap((part) => [
    Buffer.from(partHead(part)),
    Buffer.from(part.content ?? ''),
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]);
}

/** The boundary line and the header section of one part. */
export function partHead({ name = 'a', fileName, type, head }: TestPart): string {
  const file = fileName === undefined ? '' : `; filename="${fileName}"`;
  const lines = [
    `Content-Disposition: form-data; name="${name}"${file}`,
    ...(type === undefined ? [] : [`Content-Type: ${type}`]),
  ];
  return `--${boundary}\r\n${head ?? lines.join('\r\n')}\r\n\r\n`;
}

/** A whole request with a form as its body. */
export function formRequest(route: string, content: string | Uint8Array, type = formType): Buffer {
  const bytes = Buffer.from(content);
  const lines = [`${route} HTTP/1.1`, 'Host: api.example', `Content-Type: ${type}`, `Content-Length: ${bytes.length}`];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), bytes]);
}
