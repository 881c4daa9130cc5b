import type { SuggestionCheck } from '../../protocol-contracts.ts';
import { useAsked } from '../parts/use-asked.ts';
import { Words } from '../parts/words-view.tsx';

/** What the check says of a suggested rule: the contract with it is compared with what its backend says that it takes. */
export function SuggestionVerdict({ mount, id }: { readonly mount: string; readonly id: string }) {
  const [asked] = useAsked<SuggestionCheck>(`insights/check?${new URLSearchParams({ mount, id })}`);
  return (
    <p role="status">
      <b>Check:</b>{' '}
      {asked.state === 'there' ? (
        <Words>{checkWords(asked.value)}</Words>
      ) : (
        <span class="quiet">{asked.state === 'waiting' ? 'it runs…' : asked.why}</span>
      )}
    </p>
  );
}

/** The verdict in one sentence, as `paramap insights` has it. */
export function checkWords({ before, after, unknown }: SuggestionCheck): string {
  if (unknown !== undefined || after === undefined) return `not known: ${unknown ?? 'it said nothing'}`;
  if (after === 'none') return 'the contract starts with it; it names no document of its backend to be compared with';
  return before === after ? `${after}, as before` : `${before} now, ${after} with it`;
}
