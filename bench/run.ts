/*
 * The benchmark: what a request costs through paramap, beside what it costs through other ways to do the same work.
 * README.md tells how it is measured.
 */
import { compare } from './compare.ts';
import { runInProcess } from './in-process/in-process.ts';
import { profile } from './profile/profile.ts';
import { meetRequirements } from './requirements.ts';
import { helpText, readUsage, type Wish } from './usage.ts';

const wish = wishOrEnd();

switch (wish.kind) {
  case 'help':
    console.log(helpText);
    break;
  case 'in-process':
    meetRequirements([]);
    await runInProcess();
    break;
  case 'profile':
    meetRequirements([wish.program]);
    await profile(wish.program, wish.item);
    break;
  case 'compare':
    meetRequirements(wish.programs);
    await compare(wish);
    break;
}

function wishOrEnd(): Wish {
  try {
    return readUsage(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${helpText}`);
    process.exit(2);
  }
}
