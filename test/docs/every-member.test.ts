import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type CodeBlock, codeBlocks } from './code-blocks.ts';
import { contractFor, recipesOf } from './recipe.ts';
import { contractOf } from '../support/contract.ts';

interface Description {
  readonly $ref?: string;
  readonly title?: string;
  readonly properties?: Readonly<Record<string, Description>>;
  readonly patternProperties?: Readonly<Record<string, Description>>;
  readonly additionalProperties?: Description | boolean;
  readonly items?: Description | readonly Description[];
  readonly anyOf?: readonly Description[];
  readonly oneOf?: readonly Description[];
  readonly allOf?: readonly Description[];
}

const root = join(import.meta.dirname, '../..');
const format: Description & { readonly definitions: Readonly<Record<string, Description>> } = JSON.parse(
  readFileSync(join(root, 'schemas/contract.schema.json'), 'utf8'),
);

/** Members without a message that could show them: texts for readers and tools, and times and proofs that other tests hold. */
const withoutMessages = [
  /\.(\$schema|\$comment|title|description|examples?|externalDocs|xml|discriminator|tags|operationId)$/,
  /^Schema\.content(Encoding|MediaType|Schema)$/, // Annotations that are not checked.
  /^Schema\.unevaluatedItems$/, // test/json-schema-suite
  /^(Timeouts|Upstream)\.(connectMs|firstByteMs|idleMs|streamMs|timeouts)$/, // test/upstream
  /^(Upstream\.(retry|idempotent|idempotencyKey|deadlineHeader)$|Retry\.|Deadline field\.)/, // test/upstream/attempt
  /^(Upstream\.expects$|Expectation\.)/, // test/check
  /^(Operation\.pagination|Pagination\.)/, // Generated clients; test/generate
  /^Event stream\.type$/,
];

const parsed = ({ text }: CodeBlock): { readonly [member: string]: unknown } => JSON.parse(text);
const blocksOf = (page: string, note: string): CodeBlock[] =>
  codeBlocks(page).filter(({ language, notes }) => language === 'json' && notes[note] !== undefined);

/** The contracts that the tests of the pages run. */
const contracts: readonly unknown[] = [
  ...['README.md', 'docs/recipes.md', 'docs/branches.md'].flatMap(recipesOf).map(contractFor),
  ...[
    'contract',
    'answers',
    'error-names',
    'changing-an-api',
    'limits-and-credentials',
    'upstreams',
    'upgrades',
  ].flatMap((page) => blocksOf(`docs/${page}.md`, 'contract').map(parsed)),
  ...['restructuring', 'restructuring-request'].flatMap((note) =>
    blocksOf('docs/restructuring.md', note)
      .map(parsed)
      .map(({ schema, operation }) => (schema === undefined ? operationAlone(operation) : ofSchema(schema))),
  ),
  ...blocksOf('docs/media-types.md', 'media-type').map((block) => operationAlone(parsed(block)['operation'])),
  ...blocksOf('docs/uploads.md', 'uploads').map((block) => operationAlone(parsed(block))),
  ...['README.md', 'docs/guide.md', 'docs/examples.md'].flatMap((page) =>
    blocksOf(page, 'file')
      .filter(({ notes }) => notes['file']?.endsWith('.contract.json'))
      .map(parsed),
  ),
  ...globSync('schemas/examples/*.contract.json', { cwd: root }).map((file) =>
    JSON.parse(readFileSync(join(root, file), 'utf8')),
  ),
];

function operationAlone(operation: unknown): object {
  return contractOf({ ...(operation as object) });
}

function ofSchema(schema: unknown): object {
  return operationAlone({ body: { content: { 'application/json': schema } } });
}

/** Notes each member of the format that a value uses, as `Operation.route`. */
function noteMembers(value: unknown, description: Description, used: Set<string>): void {
  const { $ref, anyOf = [], oneOf = [], allOf = [] } = description;
  if ($ref !== undefined) noteMembers(value, resolved($ref), used);
  for (const part of [...anyOf, ...oneOf, ...allOf])
    noteMembers(value, { title: description.title ?? '', ...part }, used);
  if (Array.isArray(value)) noteItems(value, description, used);
  else if (typeof value === 'object' && value !== null) noteObject(value, description, used);
}

function noteItems(list: readonly unknown[], { items }: Description, used: Set<string>): void {
  for (const description of items === undefined ? [] : [items].flat()) {
    for (const item of list) noteMembers(item, description, used);
  }
}

function noteObject(object: object, description: Description, used: Set<string>): void {
  const { properties = {}, patternProperties = {}, additionalProperties, title } = description;
  for (const [name, value] of Object.entries(object)) {
    const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (own !== undefined) used.add(memberName(title, name));
    const byPattern = Object.entries(patternProperties).find(([pattern]) => new RegExp(pattern, 'u').test(name))?.[1];
    const next = own ?? byPattern ?? additionalProperties;
    if (typeof next === 'object') noteMembers(value, next, used);
  }
}

function resolved(reference: string): Description {
  return format.definitions[reference.replace('#/definitions/', '')] ?? assert.fail(reference);
}

/** What holds for all operations and what holds for one is the same member. */
const memberName = (title: string | undefined, name: string): string =>
  `${title === 'Upstream defaults' ? 'Upstream' : title}.${name}`;

/** Every member that the format has, as `Operation.route`. */
function allMembers(): string[] {
  return [format, ...Object.values(format.definitions)].flatMap((description) =>
    membersOf(description).map((name) => memberName(description.title, name)),
  );
}

function membersOf({ properties = {}, anyOf = [], oneOf = [], allOf = [] }: Description): string[] {
  return [...Object.keys(properties), ...[...anyOf, ...oneOf, ...allOf].flatMap(membersOf)];
}

test('every member of a contract stands in an example that a test of the docs runs', () => {
  const used = new Set<string>();
  for (const contract of contracts) noteMembers(contract, format, used);
  const missing = allMembers().filter(
    (member) => !used.has(member) && !withoutMessages.some((pattern) => pattern.test(member)),
  );
  assert.deepEqual(missing, []);
});
