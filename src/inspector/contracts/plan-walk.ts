import { stringifyJson } from '../../codec/json-text/stringify.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { ValuePath } from '../../codec/value-path.ts';
import { pointerTo } from '../../contract/json-pointer.ts';
import type { Place } from '../../contract/place.ts';
import { declaredIn } from '../../contract/plan-parts.ts';
import type { MemberPlan, Rule, ValuePlan } from '../../contract/value-plan.ts';
import { branchText } from '../../example/cover/branch-text.ts';
import { maskText } from '../../explain/masked-values.ts';
import type { PlaceView } from '../protocol-request.ts';

/** One value that a plan speaks of, and where it goes. */
export interface WalkedValue {
  /** In the caller's terms. */
  readonly own: PlaceView;
  /** In the upstream's; `undefined` for what is not sent. */
  readonly other: PlaceView | undefined;
  readonly place: Place;
  readonly isRequired: boolean;
  readonly codecs: readonly string[];
  readonly reasons: readonly string[];
}

/** Where a plan stands on both sides. */
interface Spot {
  readonly own: PlaceView;
  readonly other: PlaceView;
  readonly isRequired: boolean;
  readonly codecs: readonly string[];
  readonly reasons: readonly string[];
}

/** The places of a mapping outside the body, by the index of their slot. */
export type SlotNames = readonly (Pick<PlaceView, 'in' | 'name'> | undefined)[];

/** Deeper, and of recursive schemas, nothing is told; and no more than so many values. */
const deepest = 12;
const most = 2000;

/** Lists where the values go that a plan speaks of: those that have no parts of their own, and those that a codec takes as a whole. */
export class PlanWalk {
  readonly values: WalkedValue[] = [];
  readonly #slots: SlotNames;

  constructor(slots: SlotNames) {
    this.#slots = slots;
  }

  /** One declared value with its rule. */
  member(declared: Pick<MemberPlan, 'name' | 'rule' | 'value'>, spot: Spot, depth = 0): void {
    const { rule, value } = declared;
    const told = rule.fallback === undefined ? spot : withReason(spot, defaultText(value.place, rule.fallback));
    if (rule.target.kind === 'chosen' && value.choice !== undefined) {
      for (const option of value.choice.options) {
        const at = withReason(told, `only on ${branchText(option)}`);
        this.member({ name: declared.name, rule: option.rule, value: option.value }, at, depth + 1);
      }
      return;
    }
    if (rule.target.kind === 'drop') this.#add(value, { ...told, other: undefined });
    else this.plan(value, { ...told, other: this.#landing(rule, told.other) }, depth);
  }

  /** A value and what is in it. */
  plan(plan: ValuePlan, spot: Spot, depth = 0): void {
    if (depth > deepest || this.values.length >= most) return;
    if (plan.choice !== undefined) {
      for (const option of plan.choice.options) {
        this.plan(option.value, withReason(spot, `only on ${branchText(option)}`), depth + 1);
      }
      return;
    }
    const parts = declaredIn(plan);
    const below = plan.codec === undefined ? spot : { ...spot, codecs: [...spot.codecs, plan.codec.name] };
    if (parts.length === 0 && plan.additional === undefined && isScalarList(plan)) {
      this.#add(plan, below);
      return;
    }
    for (const part of parts) {
      const own = { ...spot.own, pointer: pointerTo(spot.own.pointer, part.name) };
      const isRequired = spot.isRequired && plan.place.required.has(part.name);
      this.member(part, { ...below, own, isRequired }, depth + 1);
    }
    for (const others of [plan.items, plan.additional]) {
      if (others === undefined) continue;
      const own = { ...spot.own, pointer: `${spot.own.pointer}/*` };
      const other = { ...spot.other, pointer: `${spot.other.pointer}/*` };
      this.plan(others, { ...below, own, other, isRequired: false }, depth + 1);
    }
  }

  #add(
    { place, codec }: ValuePlan,
    { own, other, isRequired, codecs, reasons }: Omit<Spot, 'other'> & { other: PlaceView | undefined },
  ): void {
    const told = other === undefined && codec !== undefined ? [...codecs, codec.name] : codecs;
    this.values.push({ own, other, place, isRequired, codecs: told, reasons });
  }

  /** Where a value lands, from where the object lands that holds it. */
  #landing({ target }: Rule, around: PlaceView): PlaceView {
    switch (target.kind) {
      case 'slot': {
        const slot = this.#slots[target.index];
        return { in: slot?.in ?? 'header', name: slot?.name ?? '', pointer: pathPointer('', target.member ?? []) };
      }
      case 'member':
        if (target.fromRoot) return { in: 'body', name: '', pointer: pathPointer('', target.path) };
        return { ...around, pointer: pathPointer(around.pointer, target.path) };
      default:
        return around;
    }
  }
}

/** Items that nothing is said of but their schema need no arrow of their own. */
function isScalarList({ items }: ValuePlan): boolean {
  if (items === undefined) return true;
  const { codec, choice, additional } = items;
  const isPlain = codec === undefined && choice === undefined && additional === undefined && items.items === undefined;
  return isPlain && declaredIn(items).length === 0;
}

const defaultText = ({ sensitive }: Place, fallback: JsonValue): string =>
  `default ${sensitive ? maskText : stringifyJson(fallback)}`;

const pathPointer = (pointer: string, path: ValuePath): string => pointerTo(pointer, ...path);

const withReason = (spot: Spot, reason: string): Spot => ({ ...spot, reasons: [...spot.reasons, reason] });
