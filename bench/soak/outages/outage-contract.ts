const json = { 'application/json': {} };

/** What is sent during an outage: two requests that may be repeated, and one that may not. */
export const outageContract = {
  title: 'Outages',
  upstream: { name: 'back' },
  operations: {
    read: { route: 'GET /items' },
    replace: { route: 'PUT /items', body: { content: json } },
    add: { route: 'POST /items', body: { content: json } },
  },
};
