import type { SuggestionChecks } from '../contracts/suggestion-check.ts';
import type { InspectedMount } from '../mount.ts';
import { notFound } from './answer.ts';
import type { Route } from './routes.ts';

/** What is told of insights. */
export interface InsightParts {
  readonly suggestions: SuggestionChecks;
  readonly mounts: () => readonly InspectedMount[];
}

/** The routes about what insights found. Whoever looks at a suggestion has it checked. */
export function insightRoutes({ suggestions, mounts }: InsightParts): ReadonlyMap<string, Route> {
  return new Map<string, Route>([
    [
      'GET insights',
      () => {
        const told = mounts().flatMap((mount) => ({ mount: mount.prefix, report: mount.insights() }));
        return { status: 200, value: { insights: told.filter(({ report }) => report !== undefined) } };
      },
    ],
    [
      'GET insights/check',
      async ({ query }) => {
        const mount = mounts().find(({ prefix }) => prefix === query.get('mount'));
        const insight = mount?.insights()?.insights.find(({ id }) => id === query.get('id'));
        if (mount === undefined || insight === undefined) return notFound('This is not found any more.');
        return { status: 200, value: await suggestions.of(insight, mount) };
      },
    ],
  ]);
}
