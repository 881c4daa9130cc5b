import { checkSoundness } from '../test/check/contain/soundness.ts';

/**
 * Looks for a wrong verdict about the containment of schemas, on as many random pairs as one likes:
 * `npm run check:soundness -- 20000 7` asks about 20,000 pairs from seed 7 on. Fails at the first wrong verdict, with its seed.
 */

const batch = 1000;
const pairs = Number(process.argv[2] ?? 5000);
const first = Number(process.argv[3] ?? Date.now() % 1_000_000);

const total = { proved: 0, refuted: 0, undecided: 0, accepted: 0 };
const obstacles = new Map<string, number>();

for (let asked = 0, seed = first; asked < pairs; asked += batch, seed++) {
  const report = checkSoundness({ pairs: Math.min(batch, pairs - asked), seed });
  total.proved += report.proved;
  total.refuted += report.refuted;
  total.undecided += report.undecided;
  total.accepted += report.accepted;
  for (const [keyword, count] of report.obstacles) obstacles.set(keyword, (obstacles.get(keyword) ?? 0) + count);
  console.log(`seed ${seed}: ${report.proved} proved, ${report.refuted} refuted, ${report.undecided} undecided`);
}

const decided = (100 * (total.proved + total.refuted)) / (total.proved + total.refuted + total.undecided);
console.log(`${decided.toFixed(2)} % decided, no wrong verdict; ${total.accepted} values tried on proved pairs`);
for (const [keyword, count] of [...obstacles].sort(([, a], [, b]) => b - a)) console.log(`  ${keyword}: ${count}`);
