/** What kind of fault it is; each is the code of a violation. */
export type StyleFaultCode = 'style' | 'encoding' | 'repeated' | 'unsendable' | 'collision';

/** Why text does not have the form of a style, or why a value cannot be written in it. */
export class StyleFault {
  readonly code: StyleFaultCode;
  /** As it follows the name in a sentence: `has a member without a value`; for `unsendable` the reason alone. */
  readonly reason: string;
  /** The way from the parameter's value to the fault: an index, a member's name, or nothing. */
  readonly at: readonly (string | number)[];

  constructor(code: StyleFaultCode, reason: string, at: readonly (string | number)[] = []) {
    this.code = code;
    this.reason = reason;
    this.at = at;
  }
}

/** Name and text of each member of an object, in order. */
export type TextMembers = readonly (readonly [name: string, text: string])[];

/** Takes the name of a query pair for the value that is being written; false when it belongs to another value. */
export type ClaimName = (name: string) => boolean;
