import { xmlRole } from '../codec/xml-name.ts';
import type { FormatKind } from '../http/format-kind.ts';
import type { Fault } from './finding.ts';
import type { WireShape } from './wire-shape.ts';

/** A fault, and where in the shape it is; the place of the nearest shape that has one is where it is told. */
export interface ShapeFault {
  readonly shape: WireShape;
  readonly fault: Fault;
}

/** Finds what a format cannot hold, in content that is read (`arriving`) or written. Each shape is looked at once. */
export function formatFaults(kind: FormatKind, root: WireShape, direction: 'arriving' | 'leaving'): ShapeFault[] {
  if (kind === 'text') return textFaults(root);
  if (kind === 'form') return direction === 'leaving' ? formFaults(root) : rootFaults(root, 'a form');
  return kind === 'xml' ? xmlFaults(root, direction) : [];
}

const isNested = ({ types }: WireShape): boolean => types.includes('array') || types.includes('object');

const textFaults = (root: WireShape): ShapeFault[] =>
  isNested(root)
    ? [
        {
          shape: root,
          fault: {
            rule: 'format',
            message: 'a text is one value, and this is a list or an object',
            cure: 'declare a text, a number or a boolean, or write a `codec` that makes one, such as `unwrap`',
          },
        },
      ]
    : [];

function rootFaults(root: WireShape, what: string): ShapeFault[] {
  if (root.types.length === 0 || root.types.includes('object')) return [];
  const fault = { rule: 'format', message: `${what} is an object, and this is none`, cure: 'declare an object' };
  return [{ shape: root, fault }];
}

function formFaults(root: WireShape): ShapeFault[] {
  const nested = [...root.members.values()].flatMap((field) => {
    const below = [...field.members.values(), ...field.prefix, ...(field.item === undefined ? [] : [field.item])];
    return below.filter(isNested);
  });
  return [
    ...rootFaults(root, 'a form'),
    ...nested.map((shape) => ({
      shape,
      fault: {
        rule: 'nested-text',
        message: 'a list or object stands inside a list or object here, which a form cannot hold',
        cure: 'give it a name of its own in the form, or make a text of it with a `codec`',
      },
    })),
  ];
}

function xmlFaults(root: WireShape, direction: 'arriving' | 'leaving'): ShapeFault[] {
  const faults = rootFaults(root, 'an XML document');
  const names = [...root.members.keys()];
  if (names.length > 1 && direction === 'leaving') {
    faults.push({
      shape: root,
      fault: {
        rule: 'xml-root',
        message: `XML has one root element, and the mapping makes several: ${names.join(', ')}`,
        cure: 'let every name begin with the root: `"x-upstream": "/user/name"`, or write `"codec": { "wrap": "user" }` on the body',
      },
    });
  }
  const seen = new Set<WireShape>();
  const visit = (shape: WireShape): void => {
    if (seen.has(shape)) return;
    seen.add(shape);
    for (const [name, below] of shape.members) {
      const fault = memberFault(name, below);
      if (fault !== undefined) faults.push({ shape: below.place === undefined ? shape : below, fault });
      visit(below);
    }
    for (const below of [...shape.prefix, ...shape.others.map((other) => other.shape)]) visit(below);
    if (shape.item !== undefined) visit(shape.item);
    if (shape.item?.types.includes('array')) faults.push({ shape: shape.item, fault: listInList });
  };
  visit(root);
  return faults;
}

function memberFault(name: string, shape: WireShape): Fault | undefined {
  const role = xmlRole(name);
  if (role === undefined) {
    return {
      rule: 'xml-name',
      message: `\`${name}\` is no name in XML`,
      cure: 'write a name of letters, digits, `-`, `_` and `.`, with `@` in front for an attribute, or `#text`',
    };
  }
  if (role === 'element' || !isNested(shape)) return undefined;
  return {
    rule: 'format',
    message: `\`${name}\` is ${role === 'text' ? 'the text of an element' : 'an attribute'}, and this is a list or an object`,
    cure: 'give it a name without `@` or `#`, so that it is an element, or make a text of it with a `codec`',
  };
}

const listInList: Fault = {
  rule: 'format',
  message: 'a list stands inside a list here, which XML cannot hold',
  cure: 'let the items be objects that hold the list',
};
