import type { BodyMapping, ParsedBody } from './body/body-codes.ts';
import type { BodyContent } from '../contract/body-declaration.ts';
import type { StageObserver } from './compiled-operation.ts';
import type { Decoded } from './decode/decode.ts';
import type { Encode } from './encode/encode.ts';
import type { Mapped } from './map/map.ts';
import type { Line } from './line/compile-line.ts';
import type { MapInput } from './map/map-body.ts';
import type { Admit } from './read/admit.ts';
import type { Incoming, Outgoing } from './request.ts';
import type { Fits } from './validate/fits.ts';

/** The stages that a request passes which is accepted. */
interface AcceptingStages {
  readonly admit: Admit;
  readonly decode: (incoming: Incoming, pathValues: readonly string[]) => Decoded;
  readonly fits: Fits;
  readonly bodies: (content: BodyContent) => BodyMapping;
  readonly contextFits: (context: unknown) => boolean;
  readonly map: (input: MapInput) => Mapped;
  readonly encode: Encode;
  readonly line: Line | undefined;
}

/** A request whose JSON is parsed, but not looked at closely. */
export interface CountedRequest {
  readonly content: BodyContent;
  readonly parsed: ParsedBody;
}

/** Parses the body of a request where that can be held against its text afterwards. */
export function parseCountedRequest(
  { admit, bodies }: AcceptingStages,
  incoming: Incoming,
): CountedRequest | undefined {
  const { body, rawHeaders } = incoming;
  if (body?.kind !== 'bytes' || body.bytes.length === 0) return undefined;
  const admission = admit(rawHeaders, true);
  if (!admission.ok || admission.admitted === undefined) return undefined;
  const { content, codings } = admission.admitted;
  const counted = codings.length === 0 || body.isPlain === true ? bodies(content).counted : undefined;
  const parsed = counted?.parse(body.bytes);
  return parsed && { content, parsed };
}

/**
 * Serves a request whose body fits, and of whose text nothing is left over once it is mapped.
 *
 * Out: `undefined` leaves it to the stages, which refuse it in their words, or accept it all the same.
 */
export function serveCounted(
  stages: AcceptingStages,
  counted: CountedRequest,
  by: { incoming: Incoming; pathValues: readonly string[]; observe: StageObserver | undefined },
): Outgoing | undefined {
  const { incoming, pathValues, observe } = by;
  if (stages.line?.takesBody === true) return stages.line.serve(incoming, pathValues, counted);
  const { content, parsed } = counted;
  const decoded = stages.decode(incoming, pathValues);
  const { values } = decoded;
  values.body = parsed.value;
  if (stages.fits.line(decoded, false) !== 'yes' || !stages.fits.gate(content)(parsed.value)) return undefined;
  if (!stages.contextFits(incoming.context ?? {})) return undefined;
  const { placed, violations } = stages.map({ values, content, body: incoming.body, code: parsed.code });
  if (violations.length > 0 || !parsed.isProved()) return undefined;
  const outgoing = stages.encode(incoming, decoded, placed);
  if (Array.isArray(outgoing)) return undefined;
  for (const use of decoded.ageing.uses) observe?.used?.(use);
  return outgoing;
}
