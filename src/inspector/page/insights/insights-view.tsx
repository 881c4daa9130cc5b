import { Notice } from '../parts/notice.tsx';

export function InsightsView() {
  return <Notice title="Nothing here yet" />;
}
