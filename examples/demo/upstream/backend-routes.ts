import { type BackendRoute, exactly, text, withHeaders } from './backend-route.ts';

const integer = text('-?(0|[1-9][0-9]*)');
const germanDate = text('[0-9]{2}\\.[0-9]{2}\\.[0-9]{4}');
const compactId = text('[0-9a-f]{32}');
const yesNo = text('[YN]');
const filled = text('.+');

/** The key that the demo backend asks for; the gateway has it as a secret, the plain proxy as a fixed header. */
export const demoApiKey = 'demo-key-7f3a';

const withApiKey = withHeaders({ 'x-api-key': { const: demoApiKey }, 'x-debug': text('on|off') }, ['x-debug']);

const users: BackendRoute[] = [
  {
    method: 'GET',
    path: /^\/api\/v1\/resource$/,
    query: exactly(
      { v: { const: '2' }, username: filled, age: integer, since_ts: integer, tag: filled, status: text('[01]') },
      ['age', 'since_ts', 'tag', 'status'],
    ),
    headers: withApiKey,
    answer: ({ query: { username } }) =>
      username === 'root'
        ? { status: 422, body: { error: { field: 'username', text: '`username` is reserved' } } }
        : { status: 200, body: [{ username, profile: { birth: '10.12.1990' } }] },
  },
  {
    method: 'POST',
    path: /^\/api\/v1\/resource\/(?<id>[0-9a-f]{32})\/update$/,
    query: exactly({}),
    headers: withApiKey,
    body: exactly({ username: { type: 'string' }, profile: exactly({ birth: germanDate }) }, ['profile']),
    answer: ({ path, body }) => ({ status: 200, body: { id: path['id'], ...(body as object) } }),
  },
];

const position = exactly(
  {
    MATNR: filled,
    QTY: { type: 'integer' },
    PRICE_CT: { type: 'integer' },
    GIFT: yesNo,
    WANT_DATE: germanDate,
  },
  ['WANT_DATE'],
);

const address = exactly({ NAME1: filled, STREET: filled, ZIP: filled, CITY: filled, LAND: text('DE|AT|CH') });

const salesOrder = exactly(
  {
    DOC: exactly({
      TYPE: { const: 'SO' },
      VERSION: { const: 3 },
      REQUEST_ID: compactId,
      EXT_REF: filled,
      CREATED: { type: 'integer' },
      CURR: text('EUR|CHF'),
      PAYM: text('[RK]'),
    }),
    CUST: exactly({ NO: compactId, MAIL: filled }, ['MAIL']),
    POS: { type: 'array', minItems: 1, items: position },
    SHIP: address,
  },
  ['SHIP'],
);

const orders: BackendRoute[] = [
  {
    method: 'POST',
    path: /^\/erp\/v2\/SalesOrder$/,
    query: exactly({}),
    headers: withHeaders({ 'x-channel': { const: 'web' }, 'x-customer': text('[0-9a-f-]{36}') }),
    body: salesOrder,
    answer: () => ({ status: 201, body: { DOCNO: 4711 } }),
  },
  {
    method: 'GET',
    path: /^\/erp\/v2\/SalesOrder\/(?<number>[0-9]+)$/,
    query: exactly({ EXPAND: text('(POS|CUST)(\\|(POS|CUST))*') }, ['EXPAND']),
    headers: withHeaders({ 'x-channel': { const: 'web' } }),
    answer: ({ path }) => ({ status: 200, body: { DOCNO: path['number'], STATUS: 'O' } }),
  },
  {
    method: 'POST',
    path: /^\/erp\/v2\/SalesOrder\/(?<number>[0-9]+)\/status$/,
    query: exactly({}),
    headers: withHeaders({ 'x-channel': { const: 'web' } }),
    body: exactly({ STATUS: { const: 'X' }, REASON: text('C[129]') }),
    answer: ({ path }) => ({ status: 200, body: { DOCNO: path['number'], STATUS: 'X' } }),
  },
];

const search: BackendRoute[] = [
  {
    method: 'GET',
    path: /^\/cgi-bin\/SUCHE\.EXE$/,
    query: exactly(
      {
        FMT: { const: 'JSON' },
        F_SUCH: text('[^a-z]+'),
        KZ_LAGER: yesNo,
        KZ_AKTION: yesNo,
        KAT: filled,
        DAT_VON: germanDate,
        DAT_BIS: germanDate,
        PR_VON: integer,
        PR_BIS: integer,
        SORT: text('REL|PR\\+|PR-'),
        PG: integer,
      },
      ['KZ_LAGER', 'KAT', 'DAT_VON', 'DAT_BIS', 'PR_VON', 'PR_BIS'],
    ),
    headers: withHeaders({ 'x-mandant': { const: '01' }, 'x-sprache': text('[DE]'), 'x-kdnr': text('K[0-9]+') }, [
      'x-kdnr',
    ]),
    answer: ({ query }) => ({
      status: 200,
      body: { TREFFER: 1, ARTIKEL: [{ BEZ: `${query['F_SUCH']} 7`, LAGER: 'Y' }] },
    }),
  },
  {
    method: 'GET',
    path: /^\/cgi-bin\/NEU\.EXE$/,
    query: exactly({}),
    headers: withHeaders({ 'x-mandant': { const: '01' }, 'x-datum': germanDate, 'x-kat': filled, 'x-lager': yesNo }, [
      'x-kat',
      'x-lager',
    ]),
    answer: ({ headers }) => ({ status: 200, body: { AB: headers['x-datum'], ARTIKEL: [] } }),
  },
];

const tenants: BackendRoute[] = [
  {
    method: 'GET',
    path: /^\/t\/(?<tenant>[a-z][a-z0-9-]+)\/billing\/invoices$/,
    query: exactly(
      { fmt: { const: 'json' }, sid: text('.{8,}'), st: filled, from: text('[0-9]{8}'), page_size: integer },
      ['st', 'from'],
    ),
    headers: withHeaders({ 'x-request-source': text('portal/.+') }),
    answer: ({ path }) => ({
      status: 200,
      body: { tenant: path['tenant'], invoices: [{ no: 'INV-2025', st: 'open' }] },
    }),
  },
  {
    method: 'POST',
    path: /^\/t\/(?<tenant>[a-z][a-z0-9-]+)\/billing\/invoices\/(?<number>INV-[0-9]+)\/payments\.json$/,
    query: exactly({ fmt: { const: 'json' }, sid: text('.{8,}') }),
    headers: withHeaders({ 'x-request-source': text('portal/.+') }),
    body: exactly({ amount_minor: { type: 'integer' }, value_date: text('[0-9]{8}'), booking_text: filled }),
    answer: ({ path, body }) => ({ status: 201, body: { no: path['number'], booked: body } }),
  },
];

/** Every route of the demo backend: one service per example contract, all behind one port. */
export const backendRoutes: readonly BackendRoute[] = [...users, ...orders, ...search, ...tenants];
