/** `1 item`, `3 items`. */
export const countPhrase = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;

/** `has 3`, `is empty`. */
export const hasPhrase = (count: number): string => (count === 0 ? 'is empty' : `has ${count}`);
