import { type AnswerReader, parseJson } from './paramap-read.ts';

/** How answers are read that are no JSON; nothing here is for callers. */

/** Reads a text. */
export const readText: AnswerReader = async (response) => ({ data: await response.text() });

/** Gives bytes as they come: the answer itself, whose `body`, `blob()` or `arrayBuffer()` has them. */
export const readBytes: AnswerReader = (response) => ({ data: response });

/** Reads what nobody declares: JSON and text as such, bytes as a `Blob`, and no content as `undefined`. */
export const readAny: AnswerReader = async (response, type) => {
  if (!/json|^text\/|xml|urlencoded|^$/.test(type)) return { data: await response.blob() };
  const text = await response.text();
  const json = parseJson(type, text);
  return 'data' in json ? json : { data: text === '' ? undefined : text };
};
