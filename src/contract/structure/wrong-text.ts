import { operationMethods } from '../../http/methods.ts';
import type { Fault } from '../finding.ts';

type Words = readonly [message: string, cure: string];

/** The fault of a text that has not the form that its member asks for, by the kind of the value or `kind.member`. */
export function wrongTextFault(text: string, key: string): Fault {
  const [message, cure] = wordsByKey[key]?.(text) ?? [
    `\`${text}\` has not the form that is wanted here`,
    'see the example',
  ];
  return { rule: 'text-form', message, cure };
}

const wordsByKey: Readonly<Record<string, (text: string) => Words>> = {
  Route: routeWords,
  'Example request.route': (text) => [
    `\`${text}\` is no request line`,
    'write method and path: `GET /users?userName=ada`',
  ],
  'Example outgoing request.route': (text) => [
    `\`${text}\` is no request line`,
    'write method and path: `GET /api/v1/resource?username=ada`',
  ],
  'Example.problem': codeWords,
  'Example gets.problem': codeWords,
  'Upstream type': mediaTypeWords,
  'Upstream.bodyType': mediaTypeWords,
  'Upstream defaults.bodyType': mediaTypeWords,
  'Upstream answer.status': (text) => [
    `\`${text}\` is no status that an answer of the upstream can have`,
    'write `200`, a class such as `2XX`, or `default`; interim answers (1XX) are no answers yet',
  ],
  'Added value.from': (text) => [
    `\`${text}\` does not say where the value comes from`,
    'write `path:`, `query:`, `header:`, `cookie:`, `context:` or `credential:` and a name, or `body:` and a JSON Pointer',
  ],
  'Rate limit.by': rateKeyWords,
  'Operation rate limit.by': rateKeyWords,
  'Security scheme.name': (text) => [`\`${text}\` is no name of a field, parameter or cookie`, 'write `X-Api-Key`'],
  // The text is not shown: authors who misunderstand the member write the secret itself.
  'Added value.secret': () => [
    'this is no name of an environment variable',
    'write the name of the variable, never the secret itself: `USERS_API_KEY`',
  ],
};

function rateKeyWords(text: string): Words {
  return [
    `\`${text}\` does not say what tells callers apart`,
    'write `address`, or `header:`, `path:`, `query:`, `cookie:` or `credential:` and a name',
  ];
}

function codeWords(text: string): Words {
  return [`\`${text}\` is no code of a problem`, 'write the `code` of the answer: `unsupported-media-type`'];
}

function mediaTypeWords(text: string): Words {
  return [
    `\`${text}\` is no media type`,
    'write a type, a slash and a subtype in small letters, without parameters: `application/xml`',
  ];
}

function routeWords(text: string): Words {
  const message = `\`${text}\` is no route`;
  const [, method = '', rest = ''] = /^\s*(\S*)\s*(.*)$/s.exec(text) ?? [];
  const upper = method.toUpperCase();
  if (method.startsWith('/')) return [message, `write the method before the path: \`GET ${method}\``];
  if (upper === 'CONNECT' || upper === 'TRACE')
    return [message, `${upper} cannot be served by a gateway; choose another method`];
  if (!operationMethods.includes(upper)) return [message, `begin with a method: ${operationMethods.join(', ')}`];
  const url = /^https?:\/\/[^/]*(\/.*)?$/i.exec(rest);
  if (url !== null)
    return [message, `leave the host out: \`${upper} ${url[1] ?? '/'}\`; addresses stand in the app's options`];
  if (/[?#]/.test(rest)) {
    const path = rest.replace(/[?#].*$/s, '');
    return [
      message,
      `write \`${upper} ${path}\`; callers' parameters go under \`query\`, fixed ones under \`upstream.query\``,
    ];
  }
  const path = rest.replaceAll(/\s/g, '%20');
  return [message, `write \`${upper} ${path.startsWith('/') ? path : `/${path}`}\``];
}
