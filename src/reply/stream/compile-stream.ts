import type { AnswerStream } from '../../contract/answer-declaration.ts';
import { changesStream } from '../../contract/answer-streams.ts';
import type { AnswerFields } from '../../http/answer-fields.ts';
import { compileCondition } from '../answer-condition.ts';
import { compileDescribe } from '../content-fields.ts';
import type { ContentSettings } from '../reply-content.ts';
import { compileReplyValue } from '../reply-value.ts';
import { compileConvertEvent, type ConvertFrame } from './convert-event.ts';
import { compileConvertRecord } from './convert-record.ts';
import { EventFrames } from './event-frames.ts';
import type { Frames } from './frames.ts';
import { LineFrames } from './line-frames.ts';
import { compileEvents } from './map-record.ts';
import { SequenceFrames } from './sequence-frames.ts';

/** The way back of one declared stream. */
export interface StreamContent {
  /** Something in it has another name, place or form for the caller, or does not reach it. */
  readonly maps: boolean;
  readonly convert: ConvertFrame;
  frames(): Frames;
  /** The fields of the mapped stream. */
  describe(fields: AnswerFields): AnswerFields;
}

/** Compiles the mapping and judgement of a declared stream. */
export function compileStream(stream: AnswerStream, settings: ContentSettings): StreamContent {
  const bodies = stream.events.map(({ body }) => body);
  const sources = bodies.flatMap((body) => body.sources.map(({ name }) => name.toLowerCase()));
  const describe = compileDescribe({
    declaredFields: settings.declaredFields,
    consumed: sources,
    contentType: undefined,
  });
  return {
    maps: changesStream(stream) || sources.length > 0 || settings.unknown === 'drop',
    convert: compileConvert(stream, settings),
    frames: framesOf[stream.kind],
    describe: (fields) => describe(fields, undefined),
  };
}

const framesOf = {
  events: (): Frames => new EventFrames(),
  lines: (): Frames => new LineFrames(),
  sequence: (): Frames => new SequenceFrames(),
};

function compileConvert(stream: AnswerStream, settings: ContentSettings): ConvertFrame {
  const [only] = stream.events;
  if (stream.kind !== 'events' && only !== undefined)
    return compileConvertRecord(compileReplyValue(only.body, settings));
  return compileConvertEvent({
    byName: compileEvents(stream.events, settings),
    dropped: new Map([...stream.dropped].map(([name, node]) => [name, compileCondition(node, settings.gates)])),
    dropsOthers: stream.otherEvents === 'drop',
  });
}
