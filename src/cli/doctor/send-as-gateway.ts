import { type Answered, send, type Sent, type SendWay } from './send.ts';
import { sendHttp2 } from './send-http2.ts';

/** Sends one request in the version of HTTP that the gateway would speak. Fails: as `send`. */
export function sendAsGateway(request: Sent, way: SendWay): Promise<Answered> {
  const isOffered = way.protocol === 'http2' && way.address.origin.startsWith('https:');
  return isOffered ? sendHttp2(request, way) : send(request, way);
}
