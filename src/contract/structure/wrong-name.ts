import { nearestName } from '../../problem/suggestion.ts';
import type { Fault } from '../finding.ts';

type Words = readonly [message: string, cure: string];

/** What is wrong with a name that the author chose, by the kind of object that holds it. */
const wordsByKind: Readonly<Record<string, (name: string) => Words>> = {
  Operations: (name) => [
    `\`${name}\` cannot be the name of an operation`,
    'write letters, digits, `_`, `.` and `-`, beginning with a letter or `_`: `findUsers`',
  ],
  'Added values': () => ['a value has the empty name', "write the upstream's name"],
  'Body additions': (name) => [
    `\`${name}\` is no JSON Pointer from the root of the body`,
    name.startsWith('/') ? 'write a tilde in a name as `~0`' : `write \`/${name.replaceAll('.', '/')}\``,
  ],
  Content: mediaTypeWords,
  'Response content': (name) => [
    `\`${name}\` is no media type`,
    'write a type, a slash and a subtype, without parameters: `application/json`',
  ],
  Responses: (name) => statusWords(name),
  Events: (name) => [
    `\`${name}\` cannot be the name of an event`,
    'write one line of text; `message` stands for events without a name',
  ],
  'Example violations': (name) => [
    `\`${name}\` names no place of a request`,
    'write the location, a point and the name: `query.userName`, `body.lines/0/sku`',
  ],
};

/** The fault of a name that its object does not allow. */
export function wrongNameFault(name: string, kind: string): Fault {
  const [message, cure] = wordsByKind[kind]?.(name) ?? [`\`${name}\` cannot be a name here`, 'choose another name'];
  return { rule: 'member-name', message, cure };
}

function statusWords(name: string): Words {
  if (!/^1(?:XX|\d\d)$/.test(name))
    return [`\`${name}\` is no status`, 'write `200`, a class such as `2XX`, or `default`'];
  return [`\`${name}\` is no answer but an interim one`, 'leave it out: the gateway passes interim answers on itself'];
}

function mediaTypeWords(name: string): Words {
  const message = `\`${name}\` is no media type`;
  if (name.includes(';')) return [message, 'leave the parameters out: a contract says the bare media type'];
  if (name !== name.toLowerCase()) return [message, `write it in small letters: \`${name.toLowerCase()}\``];
  const near = nearestName(name, ['application/json']);
  if (near !== undefined) return [message, `did you mean \`${near}\`?`];
  return [message, 'write a type, a slash and a subtype, without parameters: `application/json`'];
}
