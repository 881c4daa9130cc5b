import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createServer } from 'node:http';
import express from 'express';
import { createGateway, paramap } from '../../src/index.ts';
import { isObject } from '../../src/codec/json-type.ts';
import type { JsonValue } from '../../src/codec/json-value.ts';
import { listen } from '../support/listen.ts';
import { exampleRuns } from '../examples/example-contracts.ts';
import { type FileBackend, fileBackend, type StoredUpload } from './file-backend.ts';

const runs = exampleRuns.filter(({ operation }) => operation.upstream.name === 'files');

/** What a program sends for the body of an example: a form, JSON, or bytes. */
function contentOf(body: JsonValue | undefined, isForm: boolean): { body?: FormData | string; type?: string } {
  if (body === undefined) return {};
  if (!isForm)
    return isObject(body) ? { body: JSON.stringify(body), type: 'application/json' } : { body: String(body) };
  const form = new FormData();
  for (const [name, member] of Object.entries(isObject(body) ? body : {})) {
    for (const value of Array.isArray(member) ? member : [member]) {
      if (!isObject(value)) form.append(name, String(value));
      else if (typeof value['fileName'] !== 'string') form.append(name, JSON.stringify(value));
      else form.append(name, new File(['content'], value['fileName'], { type: String(value['mediaType']) }));
    }
  }
  return { body: form };
}

/** A stored upload as the examples write it. */
function shownParts({ parts }: StoredUpload): unknown {
  const form: Record<string, unknown> = {};
  for (const { name, fileName, mediaType, text } of parts) {
    const value = fileName === undefined ? text : { fileName, mediaType };
    form[name] = form[name] === undefined ? value : [form[name], value].flat();
  }
  return form;
}

const asTexts = (body: JsonValue | undefined): unknown => {
  const entries = Object.entries(isObject(body) ? body : {});
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const isField = !isObject(value) || value['fileName'] === undefined;
      if (!isField || Array.isArray(value)) return [name, value];
      return [name, isObject(value) ? JSON.stringify(value) : String(value)];
    }),
  );
};

type Started = { readonly url: string; close(): Promise<unknown> };

function options(backend: FileBackend) {
  const contracts = 'schemas/examples/files.contract.json';
  return { contracts, upstreams: { files: { targets: [backend.url] } }, onProblem: () => {}, onWarning: () => {} };
}

const fronts: Readonly<Record<string, (backend: FileBackend) => Promise<Started>>> = {
  async gateway(backend) {
    const gateway = createGateway({ ...options(backend), listen: { port: 0 } });
    const { url } = await gateway.listen();
    return { url, close: () => gateway.close() };
  },
  async middleware(backend) {
    const api = paramap(options(backend));
    const { url, close } = await listen(createServer(express().use(api)));
    return { url, close: () => close().then(() => api.close()) };
  },
};

for (const [kind, start] of Object.entries(fronts)) {
  describe(`the contract of a store of files, through the ${kind}`, () => {
    let backend: FileBackend | undefined;
    let front: Started | undefined;
    let url = '';
    before(async () => {
      backend = await fileBackend();
      front = await start(backend);
      ({ url } = front);
    });
    after(async () => {
      await front?.close();
      await backend?.close();
    });

    for (const { name, operation, example } of runs) {
      const { method, url: route, headers, body } = example.request;
      const isForm = operation.body?.content.some(({ files }) => files.size > 0) === true;
      const send = () => {
        const content = contentOf(body, isForm);
        const fields = new Headers(
          [...headers].flatMap(([field, values]) => values.map((value): [string, string] => [field, value])),
        );
        if (content.type !== undefined) fields.set('Content-Type', content.type);
        return fetch(url + route, { method, headers: fields, body: content.body ?? null });
      };
      const { outcome } = example;
      if (outcome.kind === 'sends') {
        it(`stores what it says: ${name}`, async () => {
          const response = await send();
          assert.equal(response.status, 201, await response.text());
          const stored = backend?.stored.at(-1);
          assert.ok(stored !== undefined);
          assert.equal(stored.url, outcome.message.url);
          if (stored.headers['content-type']?.startsWith('multipart/')) {
            assert.deepEqual(shownParts(stored), asTexts(outcome.message.body));
          } else {
            assert.equal(stored.parts[0]?.size, String(outcome.message.body).length);
          }
        });
      } else {
        it(`keeps from the store what does not fit: ${name}`, async () => {
          const known = backend?.stored.length;
          assert.ok([400, 415].includes((await send()).status));
          assert.equal(backend?.stored.length, known);
        });
      }
    }

    const photo = (bytes: number): FormData => {
      const form = new FormData();
      form.append('title', 'The lake');
      form.append('photo', new File([new Uint8Array(bytes)], 'lake.png', { type: 'image/png' }));
      return form;
    };
    const add = (body: FormData) =>
      fetch(`${url}/albums/summer/photos`, { method: 'POST', headers: { 'X-Tenant': 'acme' }, body });

    it('tells what is stored by the names of the caller, without what the store keeps to itself', async () => {
      const response = await add(photo(7));
      assert.equal(response.status, 201);
      assert.deepEqual(await response.json(), {
        photo: backend?.stored.length,
        parts: [{ name: 'title' }, { name: 'gateway' }, { name: 'photo', fileName: 'lake.png', bytes: 7 }],
      });
    });

    it('says what the store finds in a file, by the names of the caller', async () => {
      backend?.answer((request, response) => {
        request.resume();
        response.writeHead(422, { 'Content-Type': 'application/json' });
        response.end('{"faults":[{"field":"media","text":"is no picture"},{"field":"caption","text":"is rude"}]}');
      });
      const response = await add(photo(7));
      backend?.answer(undefined);
      assert.equal(response.status, 422);
      assert.deepEqual(await response.json(), {
        faults: [
          { field: 'photo', reason: 'is no picture' },
          { field: 'title', reason: 'is rude' },
        ],
      });
    });

    it('takes a picture of 5 MiB, and stores none that is a byte larger', async () => {
      assert.equal((await add(photo(5 * 1024 * 1024))).status, 201);
      const known = backend?.stored.length;
      assert.equal((await add(photo(5 * 1024 * 1024 + 1))).status, 413);
      assert.equal(backend?.stored.length, known);
    });
  });
}
