/**
 * How long the processor works on something, in milliseconds: the measure for promises of linear time. Unlike a clock it
 * does not run on while other programs of a busy machine have the processor.
 */
export function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
