// biome-ignore-all lint/a11y/useSemanticElements: rows of which only those in sight are drawn make no table
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** How many rows are drawn above and below what is seen. */
const spare = 8;

export interface VirtualRowsProps {
  readonly label: string;
  readonly count: number;
  /** In pixels; every row has it. */
  readonly rowHeight: number;
  /** The row that is chosen; -1 for none. */
  readonly chosen: number;
  /** When it changes, the chosen row is brought into sight. */
  readonly revealed: string | number;
  /** Counts up by the rows that came above those that were there: what is looked at stays where it is. */
  readonly above: number;
  /** The id of a row's element. */
  readonly idOf: (index: number) => string;
  readonly draw: (index: number) => ComponentChildren;
  /** The last row is in sight. */
  readonly onEnd?: () => void;
  /** Whether the first row is in sight. */
  readonly onTop?: (isTop: boolean) => void;
}

/** A grid of any number of rows, of which only those in sight are drawn. */
export function VirtualRows(props: VirtualRowsProps) {
  const { count, rowHeight, chosen } = props;
  const box = useRef<HTMLDivElement>(null);
  const [{ top, height }, setSight] = useState({ top: 0, height: 600 });
  useSight(box, setSight);
  useStillRows(box, props);
  useReveal(box, props);
  const first = Math.max(0, Math.floor(top / rowHeight) - spare);
  const last = Math.min(count, Math.ceil((top + height) / rowHeight) + spare);
  const { onEnd, onTop } = props;
  useLayoutEffect(() => {
    if (count > 0 && last === count) onEnd?.();
  }, [last, count, onEnd]);
  useLayoutEffect(() => onTop?.(top < rowHeight), [top < rowHeight, onTop]);
  const indices = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
  return (
    <div
      ref={box}
      class="rows"
      role="grid"
      aria-label={props.label}
      aria-rowcount={count}
      aria-activedescendant={chosen >= first && chosen < last ? props.idOf(chosen) : undefined}
      tabIndex={0}
    >
      <div class="rows-all" role="presentation" style={{ height: `${count * rowHeight}px` }}>
        <div class="rows-seen" role="presentation" style={{ transform: `translateY(${first * rowHeight}px)` }}>
          {indices.map(props.draw)}
        </div>
      </div>
    </div>
  );
}

type Box = { readonly current: HTMLDivElement | null };

/** Keeps what is in sight of the box. */
function useSight(box: Box, setSight: (sight: { top: number; height: number }) => void): void {
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = (): void => setSight({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
}

/** Moves along with rows that came above, unless one looks at the very first. */
function useStillRows(box: Box, { above, rowHeight }: VirtualRowsProps): void {
  const before = useRef(above);
  useLayoutEffect(() => {
    const added = above - before.current;
    before.current = above;
    const element = box.current;
    if (element !== null && added > 0 && element.scrollTop >= rowHeight) element.scrollTop += added * rowHeight;
  }, [above]);
}

/** Brings the chosen row into sight when one has moved to it. */
function useReveal(box: Box, { chosen, revealed, rowHeight }: VirtualRowsProps): void {
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || chosen < 0) return;
    const rowTop = chosen * rowHeight;
    if (rowTop < element.scrollTop) element.scrollTop = rowTop;
    const under = rowTop + rowHeight - element.clientHeight;
    if (under > element.scrollTop) element.scrollTop = under;
  }, [revealed]);
}
