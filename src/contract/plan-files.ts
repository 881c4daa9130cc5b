import { isObject } from '../codec/json-type.ts';
import { formatKind } from '../http/format-kind.ts';
import { fileLimits, filePlace, type FileRule } from './file-rule.ts';
import type { Fault } from './finding.ts';
import type { OperationScope } from './operation-scope.ts';
import type { Place } from './place.ts';
import { keywordAt } from './schema-keywords.ts';

/** A content that may hold files. */
export interface FilesContent {
  readonly mediaType: string;
  readonly upstreamType: string;
  readonly place: Place;
}

const none: ReadonlyMap<string, FileRule> = new Map();

/**
 * Finds the files of a multipart form: members of its root, or lists of them, whose schemas say `format: binary`,
 * `contentMediaType` or `x-file`. By name, in schema order; empty for all other contents.
 */
export function planFiles(scope: OperationScope, content: FilesContent): ReadonlyMap<string, FileRule> {
  if (formatKind(content.mediaType) !== 'multipart') return none;
  const { place } = content;
  if (place.types.length > 0 ? !place.types.includes('object') : place.members.size === 0) {
    scope.reportAt(place, multipartObject);
  }
  const rules = new Map<string, FileRule>();
  for (const [name, member] of place.members) {
    const file = filePlace(member);
    if (file === undefined) {
      reportNested(scope, member);
      continue;
    }
    for (const fault of keywordFaults(member, file.place)) scope.reportAt(member, fault);
    const outgoing = outgoingName(member, name);
    if (typeof outgoing === 'object') scope.reportAt(member, outgoing);
    else rules.set(name, { name, list: file.list, outgoing, ...fileLimits(file.place) });
  }
  if (rules.size > 0 && formatKind(content.upstreamType) !== 'multipart') scope.reportAt(place, filesElsewhere);
  return rules;
}

/** The upstream's name of a file, `undefined` where it is not sent, or what is wrong with its mapping. */
function outgoingName(place: Place, name: string): string | undefined | Fault {
  const mapping = keywordAt(place, 'x-upstream');
  if (mapping === undefined) return name;
  if (mapping === false) return undefined;
  const { name: written = name, ...others } = isObject(mapping) ? mapping : { name: mapping };
  const isPlain = typeof written === 'string' && written !== '' && !written.includes('/');
  return isPlain && Object.keys(others).length === 0 ? written : fileMapping;
}

/** What a schema would say of the content of a file, which nobody looks into. */
const contentKeywords = ['minLength', 'maxLength', 'pattern', 'enum', 'const', 'default', 'contentEncoding', 'x-alias'];

function keywordFaults(member: Place, file: Place): Fault[] {
  const nodes = [...file.certain, ...file.conditional, ...(member === file ? [] : member.certain)];
  const names = [...contentKeywords, 'uniqueItems'];
  const found = names.filter((keyword) => nodes.some(({ keywords }) => keywords[keyword] !== undefined));
  return found.map((keyword) => ({
    rule: 'file-keyword',
    message: `\`${keyword}\` cannot be held for a file: its content is passed on without being looked at`,
    cure: 'take it out; `x-file` limits the size, the media types and the endings of the name',
  }));
}

function reportNested(scope: OperationScope, root: Place): void {
  const seen = new Set<Place>();
  const visit = (place: Place): void => {
    if (seen.has(place)) return;
    seen.add(place);
    for (const below of [...place.members.values(), ...(place.items === undefined ? [] : [place.items])]) {
      if (filePlace(below) === undefined) visit(below);
      else scope.reportAt(below, fileNested);
    }
  };
  visit(root);
}

const multipartObject: Fault = {
  rule: 'multipart-object',
  message: 'a multipart form is an object: each of its parts has a name',
  cure: 'write `"type": "object"`, and the parts under `properties`',
};

const fileMapping: Fault = {
  rule: 'file-mapping',
  message: 'a file can be renamed or left out, and nothing else: it is sent as a part of the form, as it comes',
  cure: "write the upstream's name as a plain text, or `false`",
};

const fileNested: Fault = {
  rule: 'file-nested',
  message: 'a file stands inside another value, where no part of a form can be',
  cure: 'declare it as a member of the form itself, or as a list of files there',
};

const filesElsewhere: Fault = {
  rule: 'file-upstream',
  message: 'files can only be sent as `multipart/form-data`, but `upstreamType` is another media type',
  cure: 'take `upstreamType` out, or the files',
};
