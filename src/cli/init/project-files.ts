import { formatJson } from '../../example/draft/format-json.ts';
import type { JsonObject } from '../../codec/json-value.ts';
import type { GeneratedFile } from '../generated-files.ts';
import { paint, type Terminal } from '../terminal.ts';
import type { ProjectPlan } from './ask-plan.ts';
import { backendModule, expressModules, testModule } from './modules.ts';
import type { PlannedProject } from './package-file.ts';

const ports = { backend: 4001, gateway: 8080, express: 3000 };

/** The files of a new project, but for its package.json. */
export function projectFiles(plan: PlannedProject): GeneratedFile[] {
  const { name, upstream, app, extension } = plan;
  return [
    { name: `contracts/${name}.contract.json`, content: jsonText(contractOf(plan)) },
    { name: 'paramap.config.json', content: jsonText(optionsOf(plan)) },
    { name: `test/${name}.test.${extension}`, content: testModule(plan) },
    ...(app === 'express' ? expressModules(plan, ports.express) : []),
    ...(upstream === undefined ? [{ name: `backend.${extension}`, content: backendModule(ports.backend) }] : []),
  ];
}

/** What to do now, as lines for a shell. */
export function nextSteps(
  { app, upstream }: ProjectPlan,
  { folder, terminal }: { readonly folder: string; readonly terminal: Terminal },
): string {
  const url = `http://127.0.0.1:${ports[app]}${app === 'express' ? '/api' : ''}/items?itemName=lamp`;
  const steps = [
    ...(folder === '' ? [] : [`cd ${folder}`]),
    'npm install',
    'npm test',
    ...(upstream === undefined ? ['npm run backend &'] : []),
    'npm start &',
    `curl '${url}'`,
  ];
  const rest = 'The contract is an example: `paramap import` makes one of an OpenAPI document.';
  return ['', paint(terminal, 'strong', 'Next:'), ...steps.map((step) => `  ${step}`), '', rest, ''].join('\n');
}

/** Two operations that show a name, a default, a conversion and a nested name; the examples are tests. */
const contractOf = ({ title }: ProjectPlan): JsonObject => ({
  $schema: '../node_modules/paramap/schemas/contract.schema.json',
  title,
  version: '0.1.0',
  upstream: { name: 'backend' },
  operations: { findItems, addItem },
  $defs: { Item: item },
});

const findItems: JsonObject = {
  summary: 'Finds items by their name',
  route: 'GET /items',
  upstream: { route: 'GET /v1/items' },
  query: {
    required: ['itemName'],
    properties: {
      itemName: { type: 'string', minLength: 1, 'x-upstream': 'item_name' },
      limit: { type: 'integer', minimum: 1, maximum: 100, default: 20, 'x-upstream': 'page_size' },
    },
  },
  examples: [
    {
      request: { route: 'GET /items?itemName=lamp' },
      sends: { route: 'GET /v1/items?item_name=lamp&page_size=20' },
    },
    {
      request: { route: 'GET /items?limit=many' },
      problem: { 'query.itemName': 'required', 'query.limit': 'type' },
    },
  ],
};

const addItem: JsonObject = {
  summary: 'Adds an item',
  route: 'POST /items',
  upstream: { route: 'POST /v1/items' },
  body: { content: { 'application/json': { $ref: '#/$defs/Item' } } },
  examples: [
    {
      request: { route: 'POST /items', body: { itemName: 'lamp', inStock: true } },
      sends: { route: 'POST /v1/items', body: { item_name: 'lamp', stock: { available: 'Y' } } },
    },
  ],
};

const item: JsonObject = {
  type: 'object',
  required: ['itemName'],
  properties: {
    itemName: { type: 'string', minLength: 1, 'x-upstream': 'item_name' },
    inStock: {
      type: 'boolean',
      'x-upstream': { name: 'stock/available', codec: { words: { true: 'Y', false: 'N' } } },
    },
  },
};

function optionsOf({ app, upstream = `http://127.0.0.1:${ports.backend}` }: ProjectPlan): JsonObject {
  return {
    $schema: './node_modules/paramap/schemas/config.schema.json',
    contracts: ['contracts/*.contract.json'],
    upstreams: { backend: { targets: [upstream] } },
    ...(app === 'gateway' && { listen: { host: '127.0.0.1', port: ports.gateway } }),
  };
}

const jsonText = (value: JsonObject): string => `${formatJson(value, { indent: '', unit: '  ', lineBreak: '\n' })}\n`;
