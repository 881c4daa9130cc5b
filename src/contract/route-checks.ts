import type { FindingList } from './finding-list.ts';
import { pointerTo } from './json-pointer.ts';
import type { OperationHead } from './operation-source.ts';

/**
 * Finds routes that can never match because another operation of the same instance has the same shape.
 *
 * Routes that only overlap are no fault: a literal segment wins over a parameter.
 */
export function checkRoutes(operations: readonly OperationHead[], findings: FindingList): void {
  const byShape = new Map<string, OperationHead>();
  for (const operation of operations) {
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
