import type { TourServers } from './tour.ts';

/** Lines to copy into a shell, each with what it shows. */
export interface CurlLine {
  readonly shows: string;
  /** A whole shell command, at most 78 columns a line. */
  readonly command: string;
  /** The status that the answer has. */
  readonly status: number;
}

/** The commands that the demo prints once it stays up. */
export function curlLines(servers: TourServers): readonly CurlLine[] {
  const { gateway, plainProxy, upstream } = servers;
  const json = "-H 'Content-Type: application/json'";
  return [
    { shows: 'the 502 of a plain proxy', status: 502, command: `curl -i '${plainProxy}/users?userName=ada'` },
    { shows: 'renamed, 200', status: 200, command: `curl -i '${gateway}/users?userName=ada&tags=a&tags=b'` },
    { shows: 'every fault in one 400', status: 400, command: `curl -i '${gateway}/users?username=ada&age=None'` },
    {
      shows: 'a JSON body into query and headers',
      status: 200,
      command: `curl -i ${gateway}/articles/search \\\n  ${json} \\\n  -d '{"text":"lamp","inStock":true,"price":{"max":49.90},"language":"en"}'`,
    },
    {
      shows: 'a header and a cookie into path and query',
      status: 200,
      command: `curl -i -H 'X-Tenant: acme' -b 'session=5up3r.s3cr3t' \\\n  '${gateway}/invoices?state=open&limit=5'`,
    },
    { shows: 'what the backend saw last', status: 200, command: `curl -i ${upstream.url}/_last` },
  ];
}
