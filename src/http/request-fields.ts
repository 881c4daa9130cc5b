import { hopByHopFields } from './header-fields.ts';

/**
 * Request fields that belong to the connection, the framing or the way, beside the hop-by-hop ones: whoever sends a
 * request writes its own. Source: RFC 9110, sections 7.2, 7.6.3, 8.6, 10.1.1; RFC 8586; RFC 7540, section 3.2.1.
 */
export const connectionFields: ReadonlySet<string> = new Set([
  'cdn-loop',
  'content-length',
  'expect',
  'host',
  'http2-settings',
  'proxy-authentication-info',
  'via',
]);

/**
 * Fields by which a caller could pose as the proxy in front, together with every `x-forwarded-...`: the gateway writes
 * its own, from what it knows of the connection. Source: RFC 7239; nginx, Envoy, Traefik and AWS documentation.
 */
const forwardingFields: ReadonlySet<string> = new Set([
  'forwarded',
  'front-end-https',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-envoy-external-address',
  'x-envoy-original-host',
  'x-host',
  'x-http-host-override',
  'x-original-forwarded-for',
  'x-original-host',
  'x-originating-ip',
  'x-proxyuser-ip',
  'x-real-ip',
  'x-remote-addr',
  'x-remote-ip',
  'x-scheme',
  'x-url-scheme',
]);

/**
 * Fields that make frameworks and servers act on another method, path or program than the request's own, so that what
 * was judged would not be what is done.
 */
export const overrideFields: ReadonlySet<string> = new Set([
  // Method: Rails, Symfony, Express method-override, ASP.NET, Google APIs; Traefik and nginx auth subrequests.
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
  'x-original-method',
  // Path: IIS, Symfony and Zend (CVE-2018-14773), nginx and Envoy subrequests (CVE-2026-62314 for x-original-uri).
  'x-envoy-original-path',
  'x-http-destinationurl',
  'x-original-path',
  'x-original-uri',
  'x-original-url',
  'x-override-url',
  'x-proxy-url',
  'x-request-uri',
  'x-rewrite-path',
  'x-rewrite-uri',
  'x-rewrite-url',
  // `Proxy` becomes HTTP_PROXY in CGI (CVE-2016-5385); Next.js skips its middleware (CVE-2025-29927); Rack::Sendfile
  // maps paths (CVE-2025-61780).
  'proxy',
  'x-accel-mapping',
  'x-middleware-subrequest',
  'x-sendfile-type',
]);

/** Fields that describe the content as the caller sent it; wrong as soon as the body was mapped. Source: RFC 9530, RFC 9421. */
export const contentFields: ReadonlySet<string> = new Set([
  'content-digest',
  'content-encoding',
  'content-language',
  'content-location',
  'content-md5',
  'content-range',
  'digest',
  'repr-digest',
  'signature',
  'signature-input',
  'x-amz-content-sha256',
  'x-hub-signature',
  'x-hub-signature-256',
]);

/**
 * Request fields that any HTTP client may send of its own accord. They are no parameters of an API, so the policy for
 * unknown headers does not speak of them. Source: RFC 9110, RFC 9111, RFC 6265, Fetch, W3C Trace Context.
 */
export const standardRequestFields: ReadonlySet<string> = new Set([
  'accept',
  'accept-charset',
  'accept-encoding',
  'accept-language',
  'access-control-request-headers',
  'access-control-request-method',
  'authorization',
  'baggage',
  'cache-control',
  'content-type',
  'date',
  'dnt',
  'from',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'max-forwards',
  'origin',
  'pragma',
  'priority',
  'range',
  'referer',
  'save-data',
  'sec-ch-ua',
  'sec-ch-ua-mobile',
  'sec-ch-ua-platform',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'sec-fetch-site',
  'sec-fetch-user',
  'sec-gpc',
  'traceparent',
  'tracestate',
  'upgrade-insecure-requests',
  'user-agent',
  'x-request-id',
]);

/** The fields of the way that the gateway writes into every request that it sends. */
const wayFields = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto'] as const;

/**
 * Request fields that the gateway itself decides about, whatever a caller or a mapping says; lower case.
 * A mapping may write the other fields of the way, such as `X-Forwarded-Prefix`; a caller may not.
 */
export const gatewayFields: ReadonlySet<string> = new Set([...hopByHopFields, ...connectionFields, ...wayFields]);

/** Length and first letter of each, which tell nearly all other fields apart before anything is written in lower case. */
const startOf = (name: string): number => name.length * 256 + (name.charCodeAt(0) | 0x20);
const gatewayStarts: ReadonlySet<number> = new Set([...gatewayFields].map(startOf));

/** Whether the gateway itself decides about a request field; in any case of letters. */
export const isGatewayField = (name: string): boolean =>
  gatewayStarts.has(startOf(name)) && gatewayFields.has(name.toLowerCase());

/** Whether a request field tells of the proxies in front; `name` in lower case. */
export const isForwardingField = (name: string): boolean =>
  name.startsWith('x-forwarded') || forwardingFields.has(name);

/**
 * The one spelling of all names that a backend could take for the same header: servers that hand fields on as
 * environment variables make every sign but letters and digits the same.
 *
 * In:  `X_Session`, `x-session`, `X.Session`.
 * Out: `x-session`. Source: RFC 3875, section 4.1.18; CVE-2025-64484.
 */
export function headerSpelling(name: string): string {
  const lower = name.toLowerCase();
  return usualSpelling.test(lower) ? lower : lower.replaceAll(/[^a-z0-9]/g, '-');
}

const usualSpelling = /^[a-z0-9-]*$/;
