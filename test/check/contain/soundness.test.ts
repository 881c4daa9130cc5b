import assert from 'node:assert/strict';
import { it } from 'node:test';
import { checkSoundness } from './soundness.ts';

/** The long run takes other seeds: `npm run check:soundness`. */
const pairs = 350;
const seed = 20_261_122;

it(`gives no wrong verdict on ${pairs} random pairs of schemas, and leaves few undecided`, (context) => {
  const report = checkSoundness({ pairs, seed });
  const share = (report.proved + report.refuted) / pairs;
  context.diagnostic(
    `seed ${seed}: ${report.proved} proved, ${report.refuted} refuted, ${(share * 100).toFixed(1)} % decided, ` +
      `${report.accepted} values accepted by the inner schema of a proved pair`,
  );
  assert.ok(share > 0.97, `${report.undecided} undecided: ${[...report.obstacles].join(' ')}`);
  assert.ok(report.proved > pairs / 4, 'many pairs are proved');
  assert.ok(report.refuted > pairs / 8, 'many pairs are refuted');
  assert.ok(report.accepted > pairs * 10, 'proved pairs are tried with values that they speak of');
});
