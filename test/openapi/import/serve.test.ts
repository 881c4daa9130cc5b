import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { test } from 'node:test';
import type { Operation } from '../../../src/contract/contract.ts';
import { defaultUnknown } from '../../../src/contract/normalize.ts';
import { draftRequest, draftValues } from '../../../src/example/draft/draft-request.ts';
import { createGateway } from '../../../src/gateway/create-gateway.ts';
import { importDescription } from '../../../src/openapi/import/import-description.ts';
import { readDescription } from '../../../src/openapi/read/read-description.ts';
import { vetContracts } from '../../../src/pipeline/vet-contracts.ts';
import { echoUpstream } from '../../support/echo-upstream.ts';

const examples = resolve(import.meta.dirname, '../../../schemas/examples');

/** A request with all that an operation declares, as examples write it. */
function requestOf(operation: Operation): {
  readonly route: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
} {
  for (const full of [true, false]) {
    const values = draftValues(operation, { full, branch: 0, without: new Map() });
    const request = values && draftRequest(operation, values);
    if (request !== undefined) return JSON.parse(JSON.stringify(request));
  }
  throw new Error(`no request for ${operation.name}`);
}

for (const file of globSync('*-backend.openapi.json', { cwd: examples })) {
  test(`every operation of ${basename(file)} is imported`, async () => {
    const { description } = await readDescription(join(examples, file));
    assert.ok(description !== undefined);
    const { errors, operations } = importDescription(description, { name: 'api', expects: `./${file}` });
    assert.deepEqual(errors, []);
    assert.equal(operations, description.operations.length);
  });
}

// Of the others no request can be made of the schemas alone: they hold files, XML, or texts that only a pattern explains.
const served = ['chat-completions', 'legacy-search', 'orders', 'tenants', 'users'];
for (const file of served.map((name) => `${name}-backend.openapi.json`)) {
  test(`contracts that are imported of ${file} start, and pass every request on as it came`, async (context) => {
    const { description } = await readDescription(join(examples, file));
    assert.ok(description !== undefined);
    const { files, config } = importDescription(description, { name: 'api', expects: `./${file}` });
    const contracts = [...files.values()];
    const upstream = await echoUpstream();
    context.after(() => upstream.close());
    const gateway = createGateway({
      contracts,
      upstreams: { api: { targets: [upstream.url] } },
      ...(config['credentials'] === undefined ? {} : { credentials: Object(config['credentials']) }),
      listen: { port: 0 },
      onWarning: () => {},
      onAnswerViolation: () => {},
    });
    const { port } = await gateway.listen();
    context.after(() => gateway.close({ noticeMs: 0 }));
    const options = {
      codecs: new Map(),
      secrets: {},
      missingSecret: 'warning',
      unknown: defaultUnknown,
      root: examples,
    } as const;
    for (const operation of vetContracts(contracts, options).contracts.flatMap((contract) => contract.operations)) {
      const { route, headers, body } = requestOf(operation);
      const [method = '', path = ''] = route.split(' ');
      const type = body === undefined ? {} : { 'content-type': 'application/json' };
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        headers: { authorization: 'Bearer t', ...type, ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      assert.equal(response.status, 200, `${route}: ${await response.text()}`);
      const sent = upstream.last();
      assert.equal(sent.method, method);
      assert.equal(sent.rawUrl, path);
      assert.deepEqual(sent.body.length === 0 ? undefined : JSON.parse(sent.body.toString()), body);
    }
  });
}
