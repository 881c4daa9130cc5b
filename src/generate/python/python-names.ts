const keywords = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if ' +
    'import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** Words that mean something to Python or to every reader of it; a name of ours is followed by `_` instead. */
const reserved = new Set([...keywords, 'match', 'case', 'type', 'self', 'print']);

/** `userName`, `user-name` and `UserName` give `user_name`; letters of other scripts are spelled by code point. */
export function snakeName(text: string): string {
  const latin = text.normalize('NFKD').replace(/\p{Mn}/gu, '');
  const spelled = latin.replace(/[^\p{ASCII}]/gu, spellOut);
  const words = spelled
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const joined = words.join('_').toLowerCase();
  const named = /^[a-z]/.test(joined) ? joined : `value_${joined}`;
  return reserved.has(named) ? `${named}_` : named;
}

function spellOut(character: string): string {
  return /[\p{L}\p{N}]/u.test(character) ? ` u${character.codePointAt(0)?.toString(16)} ` : ' ';
}

/**
 * Gives every text a name of its own, in the order of the texts' code points, so that moving one renames nothing.
 *
 * In:  the texts, and names that none may have.
 */
export function assignSnakeNames(texts: readonly string[], taken: readonly string[]): ReadonlyMap<string, string> {
  const used = new Set(taken);
  const names = new Map<string, string>();
  for (const text of [...texts].sort((one, other) => (one < other ? -1 : 1))) {
    const base = snakeName(text);
    let name = used.has(base) ? `${base}_` : base;
    for (let count = 2; used.has(name); count += 1) name = `${base}_${count}`;
    used.add(name);
    names.set(text, name);
  }
  return names;
}

/** The constant that describes an operation: `_FIND_USERS`. */
export const constantName = (method: string): string => `_${method.toUpperCase()}`;

/** Whether a text can be a member of a class as it is. */
export function isPythonIdentifier(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_]*$/.test(text) && !keywords.has(text);
}

/**
 * Types that annotations name; a method or a member that is called so would hide one from those that stand beside it.
 * Methods get a `_`, objects with such members are written in another way.
 */
export const annotationNames: readonly string[] =
  'str int float bool bytes list dict tuple datetime decimal uuid'.split(' ');

/** Names of `typing`, of the runtime and of the built-in functions that generated code relies on. */
export const pythonGlobals: readonly string[] = (
  'Any BinaryIO Callable Dict Generator Generic Iterable Iterator Literal Mapping NamedTuple NotRequired Protocol Required ' +
  'Sequence Tuple TypeAlias TypedDict TypeVar Union Unpack ' +
  'ApiError AnswerError CallOptions DeadlineError DecodeError Download File HttpError InputError NetworkError ProblemError ' +
  'Request Response Session Stream Violation Exception TypeError ValueError OSError TimeoutError RuntimeError ' +
  'RecursionError Warning DeprecationWarning ConnectionError IndexError LookupError'
).split(' ');
