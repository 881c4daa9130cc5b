/*
 * The benchmark: what a request costs through paramap, beside what it costs through other ways to do the same work.
 * README.md tells how it is measured.
 */
import { measure } from './measure.ts';
import { profile } from './profile/profile.ts';
import { buildParamap, installPeers } from './requirements.ts';
import { helpText, readUsage, type Wish } from './usage.ts';

const wish = wishOrEnd();

switch (wish.kind) {
  case 'help':
    console.log(helpText);
    break;
  case 'profile':
    buildParamap();
    if (wish.program.needs === 'peers') installPeers();
    await profile(wish.program, wish.item);
    break;
  case 'measure':
    await measure(wish);
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
