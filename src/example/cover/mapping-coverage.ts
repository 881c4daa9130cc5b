import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation } from '../../contract/contract.ts';
import { textLocations } from '../../http/location.ts';
import type { DeprecatedUse } from '../../pipeline/ageing/deprecated-use.ts';
import type { PlacedValues, TypedValues } from '../../pipeline/request.ts';
import { AdditionCoverage } from './addition-coverage.ts';
import { AliasCoverage } from './alias-coverage.ts';
import { type CoverageItem, itemAt } from './coverage-item.ts';
import { own, PlanCoverage } from './plan-coverage.ts';

/** What a request that was accepted shows. */
export interface Accepted {
  readonly values: TypedValues;
  readonly placed: PlacedValues;
  readonly content: BodyContent | undefined;
  readonly uses: readonly DeprecatedUse[];
}

/** The values and rules of an operation's mapping, and which of them accepted requests reach. */
export class MappingCoverage {
  readonly #operation: Operation;
  readonly #whole = itemAt('operation', 'value');
  readonly #plans: PlanCoverage;
  readonly #additions: AdditionCoverage;
  readonly #aliases: AliasCoverage;

  constructor(operation: Operation) {
    this.#operation = operation;
    this.#plans = new PlanCoverage(operation.upstream.slots);
    for (const location of textLocations) {
      const spot = { location, label: location, way: [] };
      for (const parameter of operation.parameters[location].parameters) this.#plans.list(parameter, spot);
    }
    for (const { plan } of operation.body?.content ?? []) {
      this.#plans.listNameless(plan, { location: 'body', label: 'body', way: [] });
    }
    this.#additions = new AdditionCoverage(operation);
    this.#aliases = new AliasCoverage(operation);
  }

  get items(): readonly CoverageItem[] {
    return [this.#whole, ...this.#plans.items, ...this.#additions.items, ...this.#aliases.items];
  }

  reach({ values, placed, content, uses }: Accepted): void {
    this.#whole.reached = true;
    for (const location of textLocations) {
      for (const parameter of this.#operation.parameters[location].parameters) {
        this.#plans.reach(parameter, own(values[location], parameter.name));
      }
    }
    if (content !== undefined && values.body !== undefined) this.#plans.reachNameless(content.plan, values.body);
    this.#additions.reach(placed);
    this.#aliases.reach(uses);
  }
}
