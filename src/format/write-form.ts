import { isObject } from '../codec/json-type.ts';
import type { JsonValue } from '../codec/json-value.ts';
import { compileFormatValue, type FormatValue } from '../codec/style/format-value.ts';
import { StyleFault } from '../codec/style/style-fault.ts';
import { completeStyle, type WrittenStyle } from '../codec/style/style-table.ts';
import { encodePercent } from '../http/percent.ts';
import type { WriteContent, WriteFault } from './body-format.ts';

/**
 * Compiles the writing of an object as a form (`application/x-www-form-urlencoded`).
 *
 * In:  the styles of lists and objects by the outgoing name; all others are written as OpenAPI writes them in a query.
 * Out: `name=Ada%20Lovelace&tag=a&tag=b`; empty lists and objects are left out.
 * Fails: for null, for what stands too deep for text, for delimiters in items, and for a name that two values would have.
 */
export function compileWriteForm(styles: ReadonlyMap<string, WrittenStyle>): WriteContent {
  const known = new Map([...styles].map(([name, style]) => [name, compileMember(name, style)]));
  return (value) => {
    if (!isObject(value)) return { ok: false, faults: [{ path: [], reason: 'a form has names, and it is no object' }] };
    const faults: WriteFault[] = [];
    const names = new Map<string, string>();
    const pairs: string[] = [];
    for (const [member, content] of Object.entries<JsonValue>(value)) {
      const claim = (name: string): boolean => {
        const holder = names.get(name) ?? member;
        names.set(name, holder);
        return holder === member;
      };
      const text = (known.get(member) ?? compileMember(member, {}))(content, claim);
      if (text instanceof StyleFault) faults.push({ path: [member, ...text.at], reason: text.reason });
      else if (text !== undefined) pairs.push(text);
      if (!isObject(content) && !claim(member))
        faults.push({ path: [member], reason: 'its name is taken by another field' });
    }
    return faults.length > 0 ? { ok: false, faults } : { ok: true, content: pairs.join('&') };
  };
}

function compileMember(name: string, style: WrittenStyle): FormatValue {
  if (name === '' || encodePercent(name) === undefined) {
    return () => new StyleFault('unsendable', 'its name is empty or cannot be written as text');
  }
  return compileFormatValue({ in: 'query', name, ...completeStyle('query', style) });
}
