import { useRef } from 'preact/hooks';
import type { ContractSourceView, SourcesAnswer } from '../../protocol-dry-run.ts';
import type { Asked } from '../parts/use-asked.ts';
import { goTo } from '../shell/route.ts';
import { fileName } from '../contracts/place-words.ts';
import { begunFrom, beginWith, contract, form, notes } from './playground-state.ts';
import { formatShared, parseShared, sharedName } from './shared-file.ts';

/** More than a contract ever has; the server takes less. */
const mostBytes = 4_000_000;

/** What one begins from, and how it is given to others. */
export function SourceBar({ sources }: { readonly sources: Asked<SourcesAnswer> }) {
  const picker = useRef<HTMLInputElement>(null);
  const known = sources.state === 'there' ? sources.value.sources : [];
  const isKnown = known.some(({ id }) => id === begunFrom.value);
  return (
    <div class="bar source-bar">
      <label for="playground-source">Begin from</label>
      <select
        id="playground-source"
        value={isKnown ? begunFrom.value : ''}
        onChange={(event) => goTo('playground', event.currentTarget.value)}
      >
        {!isKnown && <option value="">{begunFrom.value === '' ? 'Choose a contract' : begunFrom.value}</option>}
        <Group label="Served" sources={known.filter(({ kind }) => kind === 'served')} />
        <Group label="Examples" sources={known.filter(({ kind }) => kind === 'example')} />
      </select>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label="File of a playground or a contract"
        onChange={(event) => void open(event.currentTarget)}
      />
      <button type="button" onClick={() => picker.current?.click()}>
        Open a file…
      </button>
      <button type="button" onClick={download}>
        Save as a file
      </button>
    </div>
  );
}

function Group({ label, sources }: { readonly label: string; readonly sources: readonly ContractSourceView[] }) {
  if (sources.length === 0) return null;
  return (
    <optgroup label={label}>
      {sources.map(({ id, title, file }) => (
        <option key={id} value={id}>
          {title} ({fileName(file)})
        </option>
      ))}
    </optgroup>
  );
}

async function open(input: HTMLInputElement): Promise<void> {
  const file = input.files?.[0];
  if (file === undefined) return;
  if (file.size > mostBytes) notes.value = [`${file.name} is too large for a contract`];
  else {
    beginWith(file.name, parseShared(await file.text()));
    goTo('playground');
  }
  // The same file may be opened once more.
  input.value = '';
}

function download(): void {
  const text = formatShared({ contract: contract.value, form: form.value });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = sharedName(contract.value);
  link.click();
  URL.revokeObjectURL(link.href);
}
