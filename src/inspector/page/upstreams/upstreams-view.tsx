import { Notice } from '../parts/notice.tsx';

export function UpstreamsView() {
  return <Notice title="Nothing here yet" />;
}
