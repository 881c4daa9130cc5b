import type { AttemptView } from '../../protocol-request.ts';
import { durationText } from '../parts/words.ts';

/** Every attempt to get an answer from an upstream. */
export function TriesTable({ tries }: { readonly tries: readonly AttemptView[] }) {
  if (tries.length === 0) return null;
  return (
    <section class="part" aria-label="Attempts">
      <h3>Attempts</h3>
      <div class="scroll-x">
        <table>
          <thead>
            <tr>
              <th scope="col">Try</th>
              <th scope="col">Target</th>
              <th scope="col">Result</th>
              <th scope="col" class="number">
                Took
              </th>
              <th scope="col">Then</th>
            </tr>
          </thead>
          <tbody>
            {tries.map((attempt) => (
              <tr key={attempt.number}>
                <td>{attempt.number}</td>
                <td>
                  {attempt.upstream} <span class="quiet">{attempt.target}</span>
                </td>
                <td class={`s${Math.floor((attempt.status ?? 500) / 100)}`}>
                  {attempt.status ?? attempt.cause ?? 'the caller left'}
                  {attempt.status !== undefined && attempt.cause !== undefined && ` ${attempt.cause}`}
                </td>
                <td class="number">{durationText(attempt.ms)}</td>
                <td class="quiet">{attempt.retried ? 'tried again' : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
