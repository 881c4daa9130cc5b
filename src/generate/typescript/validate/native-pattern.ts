/** In place of the gateway's linear engine: callers judge their own values, and every browser has an engine of its own. */
export class PatternFault {
  readonly message = 'the pattern has a fault';
}

/** A pattern; the gateway's engine agrees with the native one. */
export type LinearPattern = RegExp;

/** Compiles the `pattern` of a schema, which was checked when the contract was. */
export const compilePattern = (pattern: string): LinearPattern => new RegExp(pattern, 'u');

/** The same, with the signature that Ajv asks for. */
export const regExpEngine = (pattern: string, _flags: string): LinearPattern => compilePattern(pattern);
