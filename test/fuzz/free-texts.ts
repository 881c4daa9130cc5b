const text = { type: 'string' };
const to = (location: string, name: string): object => ({ ...text, 'x-upstream': { in: location, name } });

/** A contract that takes any text in any place and sends it in any other: what no example contract would do. */
export const freeTexts = {
  title: 'Free texts',
  upstream: { name: 'free' },
  operations: {
    free: {
      route: 'POST /free/{p1}/{p2}',
      upstream: { route: 'PUT /u/{first}/{p1}' },
      path: { properties: { p1: text, p2: to('header', 'X-P2') } },
      query: {
        required: ['q1'],
        properties: {
          q1: to('path', 'first'),
          q2: to('header', 'X-Q2'),
          q3: to('cookie', 'q3'),
          q4: to('query', 'up4'),
          q5: to('body', 'five/of'),
          q6: { type: 'array', items: text, 'x-explode': false, 'x-upstream': { in: 'header', name: 'X-Q6' } },
          q7: {
            type: 'array',
            items: text,
            'x-style': 'pipeDelimited',
            'x-upstream': { name: 'seven', style: 'form', explode: true },
          },
        },
      },
      headers: {
        properties: { 'X-H1': to('query', 'h1'), 'X-H2': to('header', 'X-Up-H2'), 'X-H3': to('cookie', 'h3') },
      },
      cookies: { properties: { c1: to('query', 'c1'), c2: to('header', 'X-C2'), c3: text } },
      body: {
        content: {
          'application/json': {
            type: 'object',
            additionalProperties: false,
            properties: {
              b1: to('query', 'b1'),
              b2: to('header', 'X-B2'),
              b3: to('cookie', 'b3'),
              b4: { ...text, 'x-upstream': 'four' },
              b5: { type: 'number' },
              b6: { type: 'array', items: text, 'x-upstream': { in: 'query', name: 'six', style: 'pipeDelimited' } },
            },
          },
        },
      },
      examples: [
        {
          request: {
            route: 'POST /free/a/b?q1=c&q2=d&q3=e&q4=f&q5=g&q6=h,i&q7=j%7Ck',
            headers: { 'X-H1': 'l', 'X-H2': 'm', 'X-H3': 'n' },
            cookies: { c1: 'o', c2: 'p', c3: 'q' },
            body: { b1: 'r', b2: 's', b3: 't', b4: 'u', b5: 1, b6: ['v', 'w'] },
          },
          sends: { route: 'PUT /u/c/a?up4=f&seven=j&seven=k&h1=l&c1=o&b1=r&six=v%7Cw' },
        },
      ],
    },
  },
} as const;
