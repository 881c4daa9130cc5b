import type { StageTime } from '../../protocol-request.ts';
import { durationText } from '../parts/words.ts';

const words: Readonly<Record<StageTime['stage'], string>> = {
  guard: 'guard: who may call',
  read: 'read: body and context',
  validate: 'validate: decode, validate, map, encode',
  forward: 'forward: upstream and answer',
};

/** Stage by stage, how long it took: a bar, and the same in words. */
export function StageBar({ stages, ms }: { readonly stages: readonly StageTime[]; readonly ms: number }) {
  const whole = Math.max(ms, ...stages.map((stage) => stage.fromMs + stage.ms), 0.001);
  return (
    <section class="part stages" aria-label="Stages">
      <div class="stage-bar" aria-hidden="true">
        {stages.map(({ stage, fromMs, ms: took }) => (
          <span
            key={stage}
            class={stage}
            style={{ left: `${(fromMs / whole) * 100}%`, width: `${(took / whole) * 100}%` }}
          />
        ))}
      </div>
      <ul>
        {stages.map(({ stage, ms: took }) => (
          <li key={stage} title={words[stage]}>
            <span class={`swatch ${stage}`} aria-hidden="true" />
            {stage} <b>{durationText(took)}</b>
          </li>
        ))}
        <li class="whole">
          in all <b>{durationText(ms)}</b>
        </li>
      </ul>
    </section>
  );
}
