import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { customerProgram } from '../support/backends/customer-program.ts';
import { gatewayFront, middlewareFront } from '../support/fronts.ts';

const fronts = { middleware: middlewareFront, gateway: gatewayFront };
const company = {
  kind: 'company',
  lastName: 'Müller & Söhne <GmbH>',
  newsletter: false,
  creditLimit: 1250.5,
  address: ['Große Straße 1', 'Hinterhaus'],
};

async function started(t: TestContext, kind: keyof typeof fronts) {
  const program = await customerProgram();
  t.after(() => program.close());
  const contracts = 'schemas/examples/customers.contract.json';
  const { url } = await fronts[kind](t, { contracts, upstreams: { customers: { targets: [program.url] } } });
  const create = async (body: object): Promise<[status: number, body: unknown]> => {
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(`${url}/customers`, { method: 'POST', headers, body: JSON.stringify(body) });
    return [response.status, await response.json()];
  };
  const find = async (route: string): Promise<[status: number, body: unknown]> => {
    const response = await fetch(`${url}${route}`);
    assert.match(response.headers.get('content-type') ?? '', /json/);
    return [response.status, await response.json()];
  };
  return { program, create, find };
}

for (const kind of ['middleware', 'gateway'] as const) {
  describe(`JSON before forms and XML, through the ${kind}`, () => {
    it('gives back what was created, letter for letter and to the cent', async (t) => {
      const { program, create, find } = await started(t, kind);
      assert.deepEqual(await create(company), [201, { id: 1, created: '2025-11-20T09:30:00Z' }]);
      assert.deepEqual(await find('/customers/1'), [200, { id: 1, ...company }]);
      assert.match(
        program.forms[0] ?? '',
        /KRLIM_CT=125050&LINE1=Gro%C3%9Fe%20Stra%C3%9Fe%201&LINE2=Hinterhaus&MANDANT/,
      );
    });

    it('gives a person its day of birth, and the orders where they are asked for', async (t) => {
      const { create, find } = await started(t, kind);
      const person = { ...company, kind: 'person', firstName: 'Ada', born: '1815-12-10', newsletter: true };
      await create(person);
      const orders = [
        { number: 'A-1', day: '2025-11-01', total: 19.99 },
        { number: 'A-2', total: 5 },
      ];
      assert.deepEqual(await find('/customers/1?orders=true'), [200, { id: 1, ...person, orders }]);
    });

    const refused: Readonly<
      Record<string, readonly [before: readonly object[], body: object, status: number, told: object]>
    > = {
      'that is there already': [[company], company, 409, { message: 'Kunde schon vorhanden' }],
      'with fields that the program will not have': [
        [],
        { ...company, born: '2999-12-31', creditLimit: 20000 },
        422,
        {
          fields: [
            { name: 'born', reason: 'liegt in der Zukunft' },
            { name: 'creditLimit', reason: 'nur mit Prüfung' },
          ],
        },
      ],
      'while the program fails': [[], { ...company, lastName: 'Gesperrt' }, 502, { message: 'Datei gesperrt' }],
    };
    for (const [name, [before, body, status, told]] of Object.entries(refused)) {
      it(`makes a status of the 200 for a customer ${name}`, async (t) => {
        const { create } = await started(t, kind);
        for (const each of before) await create(each);
        assert.deepEqual(await create(body), [status, told]);
      });
    }

    it('answers 404 for a customer that is not there', async (t) => {
      const { find } = await started(t, kind);
      assert.deepEqual(await find('/customers/9'), [404, { message: 'Kein Kunde 9 für Mandant 01' }]);
    });

    it('keeps from the program what does not fit', async (t) => {
      const { program, create } = await started(t, kind);
      const [status] = await create({ ...company, address: ['a', 'b', 'c', 'd'] });
      assert.equal(status, 400);
      assert.equal(program.forms.length, 0);
    });
  });
}
