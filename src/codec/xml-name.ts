// A name as XML has it, with at most one prefix. Source: XML 1.0, section 2.3; Namespaces in XML 1.0, section 3.
const start =
  'A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}';
const rest = `${start}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}-\\u{2040}`;
const nameForm = new RegExp(`^[${start}][${rest}]*(?::[${start}][${rest}]*)?$`, 'u');

/** Whether a text can be the name of an element or attribute: `lines`, `soap:Body`. */
const isXmlName = (text: string): boolean => nameForm.test(text);

/** What a member of an object is in XML: `@id` an attribute, `#text` the text of its element, others elements. */
export type XmlRole = 'attribute' | 'text' | 'element';

/** The role of a member by its name; `undefined` for a name that XML cannot have. */
export function xmlRole(name: string): XmlRole | undefined {
  if (name === '#text') return 'text';
  const isAttribute = name.startsWith('@');
  if (!isXmlName(isAttribute ? name.slice(1) : name)) return undefined;
  return isAttribute ? 'attribute' : 'element';
}
