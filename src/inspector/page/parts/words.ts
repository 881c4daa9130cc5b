const thousands = new Intl.NumberFormat('en');

/** A whole number with its thousands apart: `12,345`. */
export function countText(count: number): string {
  return thousands.format(count);
}

/** `1 request`, `2 requests`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** A duration in milliseconds, with as many digits as say something: `0.34 ms`, `12 ms`, `3.2 s`, `5 min`. */
export function durationText(ms: number): string {
  if (ms < 0.995) return `${ms.toFixed(2)} ms`;
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${ms.toFixed(0)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(ms < 9_950 ? 2 : 1)} s`;
  if (ms < 5_400_000) return `${(ms / 60_000).toFixed(0)} min`;
  return ms < 129_600_000 ? `${(ms / 3_600_000).toFixed(0)} h` : `${(ms / 86_400_000).toFixed(0)} d`;
}

/** Bytes: `512 B`, `3.4 kB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** The time of day of a moment, in this browser's zone: `14:03:07.250`. In: milliseconds since 1970. */
export function clockText(atMs: number): string {
  const date = new Date(atMs);
  const two = (value: number): string => `${value}`.padStart(2, '0');
  const millis = `${date.getMilliseconds()}`.padStart(3, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${millis}`;
}

/** A share as a percentage: `97 %`, `0.3 %`; never 0 or 100 for what is not. */
export function shareText(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0 %';
  if (part === whole) return '100 %';
  const percent = (part / whole) * 100;
  if (percent < 0.1) return '< 0.1 %';
  if (percent > 99.9) return '> 99.9 %';
  return percent < 9.95 || percent > 99 ? `${percent.toFixed(1)} %` : `${percent.toFixed(0)} %`;
}
