/** Sizes are bytes. What is over a limit is refused; nothing is cut off in silence. */
export interface LimitOptions {
  /**
   * Path and query as received; over it: 414.
   * @default 8192
   */
  urlBytes?: number;
  /**
   * The header section; over it: 431. An app's own server has its own limit before ours (Node: 16384).
   * @default 16384
   */
  headerBytes?: number;
  /**
   * Header field lines; over it: 431. At most 1999, for an app's own server drops what is over 2000 in silence.
   * @default 200
   */
  headerCount?: number;
  /**
   * Query parameters, repeated ones counted each; over it: a violation `too-many`.
   * @default 256
   */
  queryParameters?: number;
  /**
   * A body that is held in memory, as received; over it: 413.
   * @default 1048576
   */
  bodyBytes?: number;
  /**
   * A body that is held in memory, without the content codings that `Content-Encoding` names; over it: 413.
   * @default 4194304
   */
  decompressedBytes?: number;
  /**
   * A body that is streamed, as received: a multipart form or a binary body; over it: 413, and nothing whole is sent.
   * @default 104857600
   */
  uploadBytes?: number;
  /**
   * One file of a multipart form; over it: 413. `x-file` in a contract can make it smaller. The fields of a form together
   * are limited by `bodyBytes`.
   * @default 104857600
   */
  fileBytes?: number;
  /**
   * The fields of a form (`application/x-www-form-urlencoded`), repeated ones counted each; over it: a violation `too-many`.
   * @default 1000
   */
  formFields?: number;
  /**
   * The parts of a multipart form, fields and files together; over it: 400.
   * @default 256
   */
  formParts?: number;
  /**
   * The header section of one part; over it: 400. At most 65536.
   * @default 8192
   */
  partHeaderBytes?: number;
  /**
   * Nesting of lists and objects in a JSON body, and of elements in XML.
   * @default 64
   */
  jsonDepth?: number;
  /**
   * Violations in one answer. Collecting stops there, and the answer says so.
   * @default 50
   */
  violations?: number;
  /**
   * The header section of an upstream's answer; over it: 502.
   * @default 32768
   */
  upstreamHeaderBytes?: number;
  /**
   * The content of an answer that is mapped or validated, which is held in memory, with and without its content coding;
   * over it: 502 where it is mapped or its validation enforced, else it is passed on and not judged.
   * @default 8388608
   */
  mappedAnswerBytes?: number;
}
