import type { JsonObject } from '../codec/json-value.ts';
import type { BodyContent } from '../contract/body-declaration.ts';
import type { Operation } from '../contract/contract.ts';
import { type TextLocation, textLocations } from '../http/location.ts';
import { compileDecode } from '../pipeline/decode/decode.ts';
import { compileEncode } from '../pipeline/encode/encode.ts';
import { createJudge } from '../pipeline/explain/applying.ts';
import { compileMap } from '../pipeline/map/map.ts';
import { settleGroup } from '../pipeline/map/pick-option.ts';
import { compileAdmit } from '../pipeline/read/admit.ts';
import type { Incoming, Outgoing, PlacedBody, PlacedValues, TypedValues } from '../pipeline/request.ts';
import { maskOperation } from './masked-operation.ts';
import { maskText, maskUnplanned, maskValue, shownResult } from './masked-values.ts';

/** A request that went through the stages, with what they made of it. */
export interface AcceptedRequest {
  readonly incoming: Incoming;
  readonly pathValues: readonly string[];
  readonly values: TypedValues;
  readonly placed: PlacedValues;
}

/** The same request as it may be shown. */
export interface ShownRequest {
  readonly placed: PlacedValues;
  readonly outgoing: Outgoing;
}

/** Makes the outgoing request again, with masks in place of sensitive values and secrets. */
export type MaskRequest = (accepted: AcceptedRequest) => ShownRequest;

/** Compiles that for all requests of an operation. */
export function compileMaskedRequest(operation: Operation): MaskRequest {
  const masking = maskOperation(operation);
  const admit = compileAdmit(operation);
  const map = compileMap(masking);
  const decode = compileDecode(masking, { queryParameters: Number.POSITIVE_INFINITY });
  const encode = compileEncode(masking);
  return ({ incoming, pathValues, values, placed }) => {
    const admission = admit(incoming.rawHeaders, values.body !== undefined);
    const real = admission.ok ? admission.admitted?.content : undefined;
    const content = masking.body?.content.find(({ mediaType }) => mediaType === real?.mediaType);
    const masked = map({ values: withMaskedRest(operation, values, real), content, body: incoming.body }).placed;
    const shown: PlacedValues = {
      slots: placed.slots.map((value, index) => shownResult(value, masked.slots[index])),
      body: shownBody(values, placed.body, masked.body),
    };
    const outgoing = encode(withMaskedCredentials(incoming), decode(incoming, pathValues), shown);
    if (Array.isArray(outgoing)) {
      throw new Error('the outgoing request can not be shown: its masked form can not be written');
    }
    return { placed: shown, outgoing };
  };
}

/** Masks what no plan speaks of, such as members by pattern: the mapping would hand it on as it is. */
function withMaskedRest(operation: Operation, values: TypedValues, content: BodyContent | undefined): TypedValues {
  const judge = createJudge();
  const group = (location: TextLocation): JsonObject => {
    const shown: JsonObject = { ...values[location] };
    for (const parameter of operation.parameters[location].parameters) {
      const { name, place } = parameter;
      const value = shown[name];
      const plan = settleGroup(parameter, values[location], judge)?.value;
      if (value !== undefined) {
        shown[name] = plan === undefined ? maskValue(value, place) : maskUnplanned(value, { place, plan, judge });
      }
    }
    return shown;
  };
  const [path = {}, query = {}, header = {}, cookie = {}] = textLocations.map(group);
  const body =
    values.body === undefined || content === undefined
      ? values.body
      : maskUnplanned(values.body, { ...content, judge });
  return { ...values, path, query, header, cookie, body };
}

function shownBody(values: TypedValues, real: PlacedBody, masked: PlacedBody): PlacedBody {
  if (real.kind === 'none') {
    return real;
  }
  const value = real.kind === 'value' ? real.value : values.body;
  const shown = shownResult(value, masked.kind === 'value' ? masked.value : undefined) ?? maskText;
  // Bytes that go on as they came are shown as they came, blanks and all, where nothing in them is to be hidden.
  return real.kind === 'same' && JSON.stringify(shown) === JSON.stringify(value)
    ? real
    : { kind: 'value', value: shown };
}

/** Credentials that are handed through without being declared: their scheme is shown, the rest is not. */
function withMaskedCredentials(incoming: Incoming): Incoming {
  const rawHeaders = incoming.rawHeaders.map((text, index) => {
    const name = incoming.rawHeaders[index - 1]?.toLowerCase();
    return index % 2 === 1 && name === 'authorization' ? text.replace(/^(\S+\s)?.*$/s, `$1${maskText}`) : text;
  });
  return { ...incoming, rawHeaders };
}
