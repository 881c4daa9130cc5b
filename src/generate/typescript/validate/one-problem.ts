/** In place of the catalogue of all problems: a client judges values, and nothing else. */
export const catalogue = { 'invalid-request': { status: 400 } } as const;
