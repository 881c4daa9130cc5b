/** What the language itself puts on every object. Source: ECMA-262, sections 20.1.3 and B.2.2. */
const native: ReadonlySet<PropertyKey> = new Set([
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'toLocaleString',
  'toString',
  'valueOf',
]);

/**
 * Runs synchronous work as if no object inherited anything but what the language gives it, and puts back what was there.
 *
 * Another part of the app may have written into `Object.prototype`. Compilers take such a member for one of theirs: Ajv throws,
 * or would make a validator that says something else. Nobody else runs meanwhile, so nobody sees that it was away.
 */
export function withoutInherited<T>(work: () => T): T {
  const keys = Reflect.ownKeys(Object.prototype);
  if (keys.length <= native.size) return work();
  const added = keys.flatMap((key) => {
    const descriptor = Object.getOwnPropertyDescriptor(Object.prototype, key);
    return native.has(key) || descriptor?.configurable !== true ? [] : [{ key, descriptor }];
  });
  for (const { key } of added) Reflect.deleteProperty(Object.prototype, key);
  try {
    return work();
  } finally {
    for (const { key, descriptor } of added) Object.defineProperty(Object.prototype, key, descriptor);
  }
}
