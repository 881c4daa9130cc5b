/** A member's name as source text: plain where it is an identifier, else a string literal. */
export function memberName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) && name !== '__proto__' ? name : quoted(name);
}

/** A member of an object literal: `__proto__: x` would set the prototype, `["__proto__"]: x` is a member. */
export function literalMember(name: string): string {
  return name === '__proto__' ? '["__proto__"]' : memberName(name);
}

/** Text as a literal of the generated source; the only way by which a contract's text gets into code. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}
