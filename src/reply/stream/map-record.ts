import type { JsonValue } from '../../codec/json-value.ts';
import type { AnswerEvent } from '../../contract/answer-declaration.ts';
import { givesText } from '../../contract/answer-streams.ts';
import type { AnswerFields } from '../../http/answer-fields.ts';
import type { AnswerViolation } from '../answer-violation.ts';
import { compileReplyValue, type MapReplyValue, type ReadValue, type ValueSettings } from '../reply-value.ts';

/** One declared event, ready to run. */
export interface CompiledEvent {
  /** As the caller knows it. */
  readonly name: string;
  /** Its data may be a text that is no JSON. */
  readonly takesText: boolean;
  /** The caller gets its data as a bare text: `contentMediaType` says so. */
  readonly givesText: boolean;
  readonly map: MapReplyValue;
}

/** What a value of a stream became. */
export interface MappedRecord {
  readonly event: CompiledEvent;
  readonly value: JsonValue;
  readonly violations: readonly AnswerViolation[];
}

/**
 * Compiles declared events by the upstream's names. Where several have one name, what fits is what tells them apart, so that
 * they are judged even where nobody wants to be told.
 */
export function compileEvents(
  events: readonly AnswerEvent[],
  settings: ValueSettings,
): ReadonlyMap<string, readonly CompiledEvent[]> {
  const byName = Map.groupBy(events, ({ upstreamName }) => upstreamName);
  return new Map(
    [...byName].map(([upstreamName, rivals]) => {
      const judges = settings.judges || rivals.length > 1;
      const compiled = rivals.map((event): CompiledEvent => {
        const { name, body } = event;
        const takesText = body.place.types.includes('string') || body.plan.codec?.produces === 'string';
        return { name, takesText, givesText: givesText(event), map: compileReplyValue(body, { ...settings, judges }) };
      });
      return [upstreamName, compiled];
    }),
  );
}

/** Maps a value by the first event that it fits; where it fits none, by the one that it misses by the least. */
export function mapRecord(
  events: readonly CompiledEvent[],
  read: ReadValue,
  received: AnswerFields,
): MappedRecord | undefined {
  let best: MappedRecord | undefined;
  for (const event of events) {
    const { value, violations } = event.map(read, received);
    if (violations.length === 0) return { event, value, violations };
    if (best === undefined || violations.length < best.violations.length) best = { event, value, violations };
  }
  return best;
}
