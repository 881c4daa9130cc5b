/*
 * Loaded into every measured program (`node --import`): tells the parent how much CPU time its process has used, in
 * microseconds and with all its threads, and ends it in the orderly way that a profile needs to be written.
 */
process.on('message', (message) => {
  if (message === 'usage') {
    const { user, system } = process.cpuUsage();
    process.send?.(user + system);
  } else if (message === 'end') {
    process.exit(0);
  }
});
// A parent that is gone must not leave programs behind.
process.on('disconnect', () => process.exit(0));
