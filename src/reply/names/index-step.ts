const numeral = /^(?:0|[1-9]\d{0,8})$/;

/** A step of a name as the index of a list, as pointers write it; `undefined` for what is none, `01` among it. */
export const indexStep = (step: string): number | undefined => (numeral.test(step) ? Number(step) : undefined);
