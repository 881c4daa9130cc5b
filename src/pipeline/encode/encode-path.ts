import { segmentFault } from '../../codec/style/format-value.ts';
import { StyleFault } from '../../codec/style/style-fault.ts';
import type { UpstreamRoute } from '../../contract/upstream-route.ts';
import type { EncodeRun, SlotWriter } from './slot-writer.ts';

/** Literal text, or the writer of a value. */
type SegmentPart = string | SlotWriter;

/**
 * Compiles the upstream's path: its literal segments as authored, and every value as one segment or a part of one.
 * What a value holds can add no segment; a segment that would not arrive as it is becomes a fault of its value.
 */
export function compileEncodePath(
  upstream: UpstreamRoute,
  writerOf: (index: number) => SlotWriter,
): (run: EncodeRun) => string {
  const segments = upstream.segments.map((segment) =>
    segment.map((part): SegmentPart => (part.kind === 'literal' ? part.text : writerOf(part.index))),
  );
  if (segments.flat().every((part) => typeof part === 'string')) {
    const path = segments.map((parts) => `/${parts.join('')}`).join('');
    return () => path;
  }
  return (run) => {
    let path = '';
    for (const parts of segments) path += `/${encodeSegment(parts, run)}`;
    return path;
  };
}

function encodeSegment(parts: readonly SegmentPart[], run: EncodeRun): string {
  let segment = '';
  let last: SlotWriter | undefined;
  for (const part of parts) {
    if (typeof part === 'string') {
      segment += part;
      continue;
    }
    const known = run.faults.length;
    const text = part.write(run);
    if (text === undefined) {
      if (run.faults.length === known) run.faults.push({ slot: part.slot, fault: 'absent' });
      return '';
    }
    segment += text;
    last = part;
  }
  if (last === undefined) return segment;
  const reason = segmentFault(segment);
  if (reason !== undefined) run.faults.push({ slot: last.slot, fault: new StyleFault('unsendable', reason) });
  return segment;
}
