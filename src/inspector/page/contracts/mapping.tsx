import { useState } from 'preact/hooks';
import type { MappingArrow } from '../../protocol-contracts.ts';
import { countOf } from '../parts/words.ts';
import { MappingPicture } from './mapping-picture.tsx';
import { MappingTable, type SideNames } from './mapping-table.tsx';
import { isUnchanged } from './place-words.ts';

/** So many rules are shown whole; of more, those that change nothing are folded away at first. */
const mostAtFirst = 24;

/** Rules as a picture, or as a table; screen readers have the table in any case. */
export function Mapping(props: {
  readonly rules: readonly MappingArrow[];
  readonly sides: SideNames;
  readonly caption: string;
}) {
  const { rules, sides, caption } = props;
  const unchanged = rules.filter(isUnchanged).length;
  const canFold = unchanged > 2 && unchanged < rules.length && rules.length > mostAtFirst;
  const [isTable, setTable] = useState(false);
  const [isFolded, setFolded] = useState(canFold);
  if (rules.length === 0) return <p class="quiet">Nothing is mapped: it goes on as it came.</p>;
  const shown = isFolded && canFold ? rules.filter((rule) => !isUnchanged(rule)) : rules;
  return (
    <div class="arrows-frame">
      <div class="arrows-tools">
        <span class="arrows-sides" aria-hidden="true">
          {!isTable && `${sides.from} → ${sides.to.toLowerCase()}`}
        </span>
        {canFold && (
          <button type="button" aria-pressed={!isFolded} onClick={() => setFolded(!isFolded)}>
            {isFolded ? `Show ${countOf(unchanged, 'value')} that stay as they are` : 'Only what changes'}
          </button>
        )}
        <button type="button" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
          As a table
        </button>
      </div>
      {!isTable && <MappingPicture rules={shown} />}
      <div class={isTable ? 'table-frame' : 'unseen'}>
        <MappingTable rules={shown} sides={sides} caption={caption} />
      </div>
    </div>
  );
}
