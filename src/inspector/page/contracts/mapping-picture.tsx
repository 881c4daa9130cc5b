// biome-ignore-all lint/a11y/noStaticElementInteractions: pointing lights lines up, which says nothing that the table does not say
import { useMemo, useState } from 'preact/hooks';
import type { MappingArrow } from '../../protocol-contracts.ts';
import { layPicture, type Picture, type PictureEnd, type PictureRow } from './picture.ts';

/** Of a row, in pixels; the style sheet says the same. */
const rowHeight = 26;
/** The lines are drawn in a box of this width, which is stretched to the room that there is. */
const width = 100;

/** Rules as arrows from the left to the right. It is for the eyes: a table beside it says the same. */
export function MappingPicture({ rules }: { readonly rules: readonly MappingArrow[] }) {
  const picture = useMemo(() => layPicture(rules), [rules]);
  const [lit, setLit] = useState<Lit>();
  const isLit = litRows(picture, lit);
  const added = useMemo(() => new Set(picture.lines.flatMap((line) => (line.isAdded ? [line.to] : []))), [picture]);
  const column = (side: 'left' | 'right') =>
    picture[side].map((row) => (
      <Row
        key={row.kind === 'heading' ? row.text : row.key}
        row={row}
        side={side}
        isAdded={row.kind !== 'heading' && added.has(row.key)}
        isLit={row.kind !== 'heading' && isLit[side].has(row.key)}
        point={(key) => setLit(key === undefined ? undefined : { side, key })}
      />
    ));
  return (
    <div class={lit === undefined ? 'arrows' : 'arrows has-lit'} aria-hidden="true">
      <div class="arrows-from">{column('left')}</div>
      <Lines picture={picture} lit={lit} />
      <div class="arrows-to">{column('right')}</div>
    </div>
  );
}

interface Lit {
  readonly side: 'left' | 'right';
  readonly key: string;
}

function litRows({ lines }: Picture, lit: Lit | undefined): Record<'left' | 'right', ReadonlySet<string>> {
  if (lit === undefined) return { left: new Set(), right: new Set() };
  const joined = lines.filter((line) => isOf(line, lit));
  return {
    left: new Set([...joined.map(({ from }) => from), ...(lit.side === 'left' ? [lit.key] : [])]),
    right: new Set([...joined.map(({ to }) => to), ...(lit.side === 'right' ? [lit.key] : [])]),
  };
}

const isOf = (line: Picture['lines'][number], { side, key }: Lit): boolean =>
  (side === 'left' ? line.from : line.to) === key;

function Lines({ picture, lit }: { readonly picture: Picture; readonly lit: Lit | undefined }) {
  const height = picture.rows * rowHeight;
  const middle = (row: number): number => row * rowHeight + rowHeight / 2 - 0.5;
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: the whole picture is hidden from screen readers
    <svg class="arrows-lines" viewBox={`0 0 ${width} ${height}`} height={height} preserveAspectRatio="none">
      {picture.lines.map((line) => {
        const [from, to] = [middle(line.fromRow), middle(line.toRow)];
        const classes = [line.isAdded ? 'added' : '', lit !== undefined && isOf(line, lit) ? 'lit' : ''];
        return (
          <path
            key={`${line.from} ${line.to}`}
            class={classes.join(' ').trim()}
            d={`M0 ${from}C${width / 2} ${from} ${width / 2} ${to} ${width} ${to}`}
          />
        );
      })}
    </svg>
  );
}

interface RowProps {
  readonly row: PictureRow;
  readonly side: 'left' | 'right';
  readonly isLit: boolean;
  /** The contract makes it. */
  readonly isAdded: boolean;
  readonly point: (key: string | undefined) => void;
}

function Row({ row, side, isLit, isAdded, point }: RowProps) {
  if (row.kind === 'heading') return <div class="arrows-heading">{row.text}</div>;
  const classes = ['arrows-end', row.kind, row.fate, isAdded ? 'added' : '', isLit ? 'lit' : ''].filter(
    (name) => name !== '',
  );
  return (
    <div class={classes.join(' ')} onMouseEnter={() => point(row.key)} onMouseLeave={() => point(undefined)}>
      {side === 'right' && <Way row={row} />}
      <Name row={row} isAdded={isAdded} />
      {side === 'left' && row.fate === 'dropped' && <span class="arrows-fate">not sent</span>}
    </div>
  );
}

/** What happens on the way into a place. */
function Way({ row: { codecs, reasons, fate } }: { readonly row: PictureEnd }) {
  return (
    <span class="arrows-way">
      {fate === 'unfilled' && <span class="arrows-fate">not filled</span>}
      {codecs.map(({ label, title }) => (
        <span key={title} class="codec" title={title}>
          {label}
        </span>
      ))}
      {reasons.length > 0 && (
        <span class="reason" title={reasons.join('\n')}>
          {reasons.join(', ')}
        </span>
      )}
    </span>
  );
}

function Name({ row: { label, end, source }, isAdded }: { readonly row: PictureEnd; readonly isAdded: boolean }) {
  const told = [label, end?.type, end?.isRequired === true ? 'required' : undefined].filter(Boolean).join(', ');
  return (
    <span class="arrows-name" title={told}>
      {source !== undefined && <span class={`source-mark ${source.kind}`} />}
      <span class={end?.isDeprecated === true ? 'name deprecated' : 'name'}>{label}</span>
      {end?.isRequired === true && !isAdded && <span class="required">*</span>}
      {end?.isSensitive === true && <span class="tag">sensitive</span>}
      {end !== undefined && <span class="type">{end.type}</span>}
    </span>
  );
}
