/* Loaded into every measured program (`node --import`): tells the parent what its process uses. */
process.on('message', (message) => {
  if (message === 'collect') globalThis.gc?.();
  const { rss, heapUsed, heapTotal } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  process.send?.({ rss, heapUsed, heapTotal, cpu: user + system });
});
process.on('disconnect', () => process.exit(0));
