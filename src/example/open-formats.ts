/** Formats that every text has, so that none is ever refused by them. */
export const openFormats: readonly unknown[] = ['password', 'binary'];
