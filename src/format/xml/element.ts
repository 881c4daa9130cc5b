/** One element of an XML document: names with their prefixes, as written. */
export interface XmlElement {
  readonly name: string;
  /** By name, without the `@`. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** All text directly in the element, CDATA sections included. */
  readonly text: string;
}
