import type { Operation } from '../../contract/contract.ts';
import { pointerTo } from '../../contract/json-pointer.ts';
import type { TextForm } from '../../contract/parameter-form.ts';
import { settledRules } from '../../contract/settled-rules.ts';
import type { MemberPlan, Rule, ValuePlan } from '../../contract/value-plan.ts';
import { type Location, textLocations } from '../../http/location.ts';

/** One value that callers can send, on one of its branches. */
export interface DeclaredValue {
  readonly in: Location;
  /** The parameter's name, or the way into the body; `*` for any item or member of a map. */
  readonly path: readonly string[];
  /** `undefined` for a body, an item, or a value of a map, which have no name of their own. */
  readonly rule: Rule | undefined;
  readonly plan: ValuePlan;
  /** How a parameter is written as text. */
  readonly form: TextForm | undefined;
}

type Standing = Pick<DeclaredValue, 'in' | 'path' | 'rule' | 'form'>;

/** Every value of an operation that the mapping changes, and all parameters; each plan once. */
export function declaredValues({ parameters, body }: Operation): DeclaredValue[] {
  const found: DeclaredValue[] = [];
  const seen = new Set<ValuePlan>();
  const visit = (plan: ValuePlan, at: Standing): void => {
    if (plan.choice !== undefined) {
      for (const { value } of plan.choice.options) visit(value, at);
      return;
    }
    found.push({ ...at, plan });
    if (plan.identity || seen.has(plan)) return;
    seen.add(plan);
    for (const member of [...plan.members.values(), ...plan.prefix]) named(member, below(at, member.name));
    const nameless = [plan.items, plan.additional, ...plan.patterns.map(({ value }) => value)];
    for (const value of nameless) if (value !== undefined) visit(value, below(at, '*'));
  };
  const named = (member: Pick<MemberPlan, 'rule' | 'value'>, at: Standing): void => {
    for (const { rule, value } of settledRules(member)) visit(value, { ...at, rule });
  };
  for (const location of textLocations) {
    for (const { name, rule, value, form } of parameters[location].parameters) {
      named({ rule, value }, { in: location, path: [name], rule, form });
    }
  }
  for (const { plan } of body?.content ?? []) visit(plan, { in: 'body', path: [], rule: undefined, form: undefined });
  return found;
}

const below = (at: Standing, name: string): Standing => ({
  in: at.in,
  path: [...at.path, name],
  rule: undefined,
  form: undefined,
});

/** A value as notes name it: `query \`since\``, `body \`/address/zip\``, `body`. */
export function placeWords({ in: location, path }: Pick<DeclaredValue, 'in' | 'path'>): string {
  const [name] = path;
  if (name === undefined) return location;
  return `${location} \`${location === 'body' || path.length > 1 ? pointerTo('', ...path) : name}\``;
}
