import type { ValuePath } from '../../codec/value-path.ts';
import type { Target, ValuePlan } from '../../contract/value-plan.ts';

/** A value on its way out: where it lands, and the way to it in the caller's body. */
interface Landing {
  readonly target: Target;
  readonly value: ValuePlan;
  readonly way: ValuePath;
}

/**
 * Finds which value of the caller's body stands at a path of the outgoing one, by the plan read backwards.
 *
 * Out: the path in the caller's terms, as far as a value can be told apart; `undefined` for what is none of the body's.
 */
export function callerPath(plan: ValuePlan, path: ValuePath): ValuePath | undefined {
  return inside(plan, path, []) ?? fromRoot(plan, path);
}

function inside(plan: ValuePlan, path: ValuePath, way: ValuePath): ValuePath | undefined {
  if (plan.codec === undefined) return inContent(plan, path, way);
  const origin = plan.codec.origin?.(path);
  return origin === undefined ? way : inContent(plan, origin, way);
}

function inContent(plan: ValuePlan, path: ValuePath, way: ValuePath): ValuePath | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return way;
  if (typeof step === 'number') {
    const item = plan.prefix[step]?.value ?? plan.items;
    return item === undefined ? [...way, ...path] : inside(item, rest, [...way, step]);
  }
  for (const { name, rule, value } of plan.members.values()) {
    const found = atLanding({ target: rule.target, value, way: [...way, name] }, path);
    if (found !== undefined) return found;
  }
  for (const option of plan.choice?.options ?? []) {
    const found = inside(option.value, path, way);
    if (found !== undefined) return found;
  }
  // What keeps its name because nobody gives it another.
  const other = plan.patterns.find(({ matches }) => matches(step))?.value ?? plan.additional;
  if (other !== undefined) return inside(other, rest, [...way, step]);
  return plan.members.size === 0 && plan.choice === undefined ? [...way, ...path] : undefined;
}

function atLanding({ target, value, way }: Landing, path: ValuePath): ValuePath | undefined {
  if (target.kind === 'spread') return inside(value, path, way);
  if (target.kind === 'chosen') {
    const options = value.choice?.options ?? [];
    const found = options.map((option) => atLanding({ target: option.rule.target, value: option.value, way }, path));
    return found.find((each) => each !== undefined);
  }
  if (target.kind !== 'member' || target.fromRoot) return undefined;
  const fits = target.path.length <= path.length && target.path.every((step, index) => step === path[index]);
  return fits ? inside(value, path.slice(target.path.length), way) : undefined;
}

/** Members anywhere below may land at the root of what is sent. */
function fromRoot(root: ValuePlan, path: ValuePath): ValuePath | undefined {
  const seen = new Set<ValuePlan>();
  const visit = (plan: ValuePlan, way: ValuePath): ValuePath | undefined => {
    if (seen.has(plan)) return undefined;
    seen.add(plan);
    for (const { name, rule, value } of plan.members.values()) {
      const { target } = rule;
      const isRooted = target.kind === 'member' && target.fromRoot;
      const landing = { target: isRooted ? { ...target, fromRoot: false } : target, value, way: [...way, name] };
      const found = (isRooted ? atLanding(landing, path) : undefined) ?? visit(value, landing.way);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return visit(root, []);
}
