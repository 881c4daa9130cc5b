import type { Style } from '../codec/style/style.ts';
import { completeStyle } from '../codec/style/style-table.ts';
import type { TextLocation } from '../http/location.ts';
import { headerSpelling } from '../http/request-fields.ts';
import type { AddedValue, Slot, SlotSource } from './upstream-route.ts';
import type { FindingList } from './finding-list.ts';

/** A slot to be made, with the place in the contract that asks for it. */
export interface SlotRequest {
  readonly in: TextLocation;
  readonly name: string;
  readonly style?: Style | undefined;
  readonly explode?: boolean | undefined;
  readonly source: SlotSource;
  readonly at: { readonly file: string; readonly pointer: string };
  /** Requests of different alternatives (media types of one body) never meet in one request. */
  readonly alternative?: string | undefined;
}

/** The outgoing values of one operation outside the body; two that land on one name are a finding. */
export class SlotList {
  readonly #findings: FindingList;
  readonly #slots: { slot: Slot; request: SlotRequest }[] = [];

  constructor(findings: FindingList) {
    this.#findings = findings;
  }

  get slots(): readonly Slot[] {
    return this.#slots.map(({ slot }) => slot);
  }

  /** Gives the slot's index. */
  add(request: SlotRequest): number {
    const rivals = this.#slots.filter(
      ({ slot }) => slot.in === request.in && spelling(slot.in, slot.name) === spelling(request.in, request.name),
    );
    const { style, explode } = completeStyle(request.in, request);
    const shared = rivals.find(({ request: other }) => alternatives(other, request));
    if (shared !== undefined && shared.slot.style === style && shared.slot.explode === explode)
      return shared.slot.index;
    const rival = rivals.find(({ request: other }) => !alternatives(other, request));
    if (rival !== undefined) this.#collide(request, rival.request);
    const { name, source } = request;
    const slot: Slot = { index: this.#slots.length, in: request.in, name, style, explode, source };
    this.#slots.push({ slot, request });
    return slot.index;
  }

  #collide(request: SlotRequest, rival: SlotRequest): void {
    this.#findings.add(request.at.file, request.at.pointer, {
      rule: 'name-collision',
      message: `${describe(request)} and ${describe(rival)} both land on the upstream's ${request.in} \`${request.name}\``,
      cure: 'give one of them another `x-upstream` name, or `x-upstream: false` to leave it out',
    });
  }
}

const alternatives = (left: SlotRequest, right: SlotRequest): boolean =>
  left.alternative !== undefined && right.alternative !== undefined && left.alternative !== right.alternative;

/** The one spelling of all upstream names that are one name: those of headers have no case, and `_` passes for `-` in many servers. */
export function spelling(location: TextLocation, name: string): string {
  return location === 'header' ? headerSpelling(name) : name;
}

function describe(request: SlotRequest): string {
  const { source } = request;
  if (source.kind === 'mapped') return `${source.in} \`${source.in === 'body' ? source.pointer : source.name}\``;
  return describeAdded(source.value);
}

function describeAdded(value: AddedValue): string {
  if (value.kind === 'secret') return `the secret ${value.environment}`;
  return value.kind === 'constant' ? 'a constant' : `a value made by \`${value.kind}\``;
}
