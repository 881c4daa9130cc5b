import type { Codec } from '../codec/codec.ts';
import type { Style } from '../codec/style/style.ts';
import { completeStyle } from '../codec/style/style-table.ts';
import { formatValuePath } from '../codec/value-path.ts';
import type { TextLocation } from '../http/location.ts';
import { headerSpelling } from '../http/request-fields.ts';
import { type Alternative, neverMeet } from './alternative.ts';
import type { AddedValue, GatheredMember, MappedSource, Slot, SlotSource } from './upstream-route.ts';
import type { FindingList } from './finding-list.ts';

/** A slot to be made, with the place in the contract that asks for it. */
export interface SlotRequest {
  readonly in: TextLocation;
  readonly name: string;
  readonly style?: Style | undefined;
  readonly explode?: boolean | undefined;
  readonly source: SlotSource;
  readonly at: { readonly file: string; readonly pointer: string };
  /** Values of different alternatives (media types of one body, branches) never meet in one request. */
  readonly alternative?: Alternative | undefined;
}

/** An object that values are gathered into, and how it is written. */
export interface GatherDeclaration extends Omit<SlotRequest, 'source'> {
  readonly codec: Codec | undefined;
  readonly pointer: string;
}

/** One value that is gathered, with the place in the contract that asks for it. */
export interface GatherRequest extends Pick<SlotRequest, 'in' | 'name' | 'at'> {
  readonly member: GatheredMember;
  readonly alternative: Alternative | undefined;
}

/** The outgoing values of one operation outside the body; two that land on one name are a finding. */
export class SlotList {
  readonly #findings: FindingList;
  readonly #slots: { slot: Slot; request: SlotRequest; others: MappedSource[] }[] = [];
  readonly #declared: readonly GatherDeclaration[];
  readonly #gathered = new Map<number, { members: GatheredMember[]; requests: GatherRequest[] }>();

  /** `declared`: objects that values may be gathered into, made when the first of them is. */
  constructor(findings: FindingList, declared: readonly GatherDeclaration[] = []) {
    this.#findings = findings;
    this.#declared = declared;
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
    if (shared !== undefined && shared.slot.style === style && shared.slot.explode === explode) {
      if (request.source.kind === 'mapped') shared.others.push(request.source);
      return shared.slot.index;
    }
    const rival = rivals.find(({ request: other }) => !alternatives(other, request));
    if (rival !== undefined) this.#collide(request, rival.request);
    const { name, source } = request;
    const others: MappedSource[] = [];
    const slot: Slot = { index: this.#slots.length, in: request.in, name, style, explode, source, others };
    this.#slots.push({ slot, request, others });
    return slot.index;
  }

  /** Makes a slot that several values fill. */
  addGather(request: GatherDeclaration): void {
    const { codec, pointer } = request;
    const members: GatheredMember[] = [];
    const index = this.add({ ...request, source: { kind: 'gathered', gather: { codec, members }, pointer } });
    this.#gathered.set(index, { members, requests: [] });
  }

  /** Lets one more value fill a gathered slot, whose index it gives; `undefined` where none of that name is declared. */
  gather(request: GatherRequest): number | undefined {
    const isWanted = ({ in: location, name }: Pick<Slot, 'in' | 'name'>): boolean =>
      location === request.in && spelling(location, name) === spelling(request.in, request.name);
    const declared = this.#declared.find(isWanted);
    if (declared !== undefined && !this.slots.some(isWanted)) this.addGather(declared);
    const found = this.slots.find(isWanted);
    const gathered = found === undefined ? undefined : this.#gathered.get(found.index);
    if (found === undefined || gathered === undefined) return undefined;
    const rival = gathered.requests.find(
      (other) => !alternatives(request, other) && meet(request.member, other.member),
    );
    if (rival !== undefined) this.#meet(request, rival);
    gathered.requests.push(request);
    gathered.members.push(request.member);
    return found.index;
  }

  #meet({ member, at, name }: GatherRequest, rival: GatherRequest): void {
    this.#findings.add(at.file, at.pointer, {
      rule: 'name-collision',
      message: `${member.in} \`${member.name}\` and ${rival.member.in} \`${rival.member.name}\` both land on \`${formatValuePath(member.path)}\` of the upstream's \`${name}\``,
      cure: 'give one of them another `member`',
    });
  }

  #collide(request: SlotRequest, rival: SlotRequest): void {
    this.#findings.add(request.at.file, request.at.pointer, {
      rule: 'name-collision',
      message: `${describe(request)} and ${describe(rival)} both land on the upstream's ${request.in} \`${request.name}\``,
      cure: 'give one of them another `x-upstream` name, or `x-upstream: false` to leave it out',
    });
  }
}

/** Whether one path leads to the other's value, or through it. */
const meet = ({ path: left }: GatheredMember, { path: right }: GatheredMember): boolean =>
  left.every((step, index) => index >= right.length || right[index] === step);

type OfAlternative = Pick<SlotRequest, 'alternative'>;

const alternatives = (left: OfAlternative, right: OfAlternative): boolean =>
  neverMeet(left.alternative, right.alternative);

/** The one spelling of all upstream names that are one name: those of headers have no case, and `_` passes for `-` in many servers. */
export function spelling(location: TextLocation, name: string): string {
  return location === 'header' ? headerSpelling(name) : name;
}

function describe(request: SlotRequest): string {
  const { source } = request;
  if (source.kind === 'mapped') return `${source.in} \`${source.in === 'body' ? source.pointer : source.name}\``;
  return source.kind === 'gathered' ? 'a gathered object' : describeAdded(source.value);
}

function describeAdded(value: AddedValue): string {
  if (value.kind === 'secret') return `the secret ${value.environment}`;
  return value.kind === 'constant' ? 'a constant' : `a value made by \`${value.kind}\``;
}
