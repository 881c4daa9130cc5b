import type { ComponentType } from 'preact';
import { ContractsView } from '../contracts/contracts-view.tsx';
import { InsightsView } from '../insights/insights-view.tsx';
import { LiveView } from '../live/live-view.tsx';
import { PlaygroundView } from '../playground/playground-view.tsx';
import { UpstreamsView } from '../upstreams/upstreams-view.tsx';

/** One of the page's views. */
export interface View {
  /** Its place in the address: `live` for `#/live`. */
  readonly id: string;
  readonly title: string;
  /** Shown below the page's head. `rest` is what follows the id in the address, decoded. */
  readonly Show: ComponentType<ViewProps>;
}

/** What every view is given. */
export interface ViewProps {
  readonly rest: readonly string[];
}

/** In the order of the navigation; the first is shown where the address names none. The digits 1 to 9 lead to them. */
export const views: readonly [View, ...View[]] = [
  { id: 'live', title: 'Live', Show: LiveView },
  { id: 'contracts', title: 'Contracts', Show: ContractsView },
  { id: 'playground', title: 'Playground', Show: PlaygroundView },
  { id: 'upstreams', title: 'Upstreams', Show: UpstreamsView },
  { id: 'insights', title: 'Insights', Show: InsightsView },
];
