import type { Contract, Operation } from './contract.ts';
import type { FindingList } from './finding-list.ts';
import { pointerTo } from './json-pointer.ts';

/**
 * Finds routes that can never match because another operation of the same instance has the same shape.
 *
 * Routes that only overlap are no fault: a literal segment wins over a parameter.
 */
export function checkRoutes(contracts: readonly Contract[], findings: FindingList): void {
  const byShape = new Map<string, Operation>();
  for (const operation of contracts.flatMap((contract) => contract.operations)) {
    const shape = `${operation.method} ${operation.segments
      .map((segment) => (segment.kind === 'literal' ? `/${segment.text}` : '/{}'))
      .join('')}`;
    const hidden = byShape.get(shape);
    if (hidden === undefined) {
      byShape.set(shape, operation);
      continue;
    }
    findings.add(operation.file, pointerTo('/operations', operation.name, 'route'), {
      rule: 'route-hidden',
      message: `\`${operation.method} ${operation.template}\` can never match: \`${hidden.name}\` in ${hidden.file} has the same route`,
      cure: 'change one of the routes, or mount the contracts in separate instances',
    });
  }
}
