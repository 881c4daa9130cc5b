import { Notice } from '../parts/notice.tsx';

export function LiveView() {
  return <Notice title="Nothing here yet" />;
}
