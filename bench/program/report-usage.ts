/*
 * Loaded into every measured program (`node --import`): tells the parent what its process has used, and ends it in the
 * orderly way that a profile needs to be written.
 */
import { usageSource } from './usage.ts';

process.on('message', (message) => {
  if (message === 'usage') process.send?.(usageSource.read());
  else if (message === 'end') process.exit(0);
});
// A parent that is gone must not leave programs behind.
process.on('disconnect', () => process.exit(0));
