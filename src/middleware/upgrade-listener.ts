import type { IncomingMessage, Server } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Trust } from '../http/forwarded.ts';
import { createProblem } from '../problem/problem.ts';
import { createRefuse } from './answer.ts';
import type { Call } from './call.ts';
import type { Instance } from './instance.ts';
import { requestIdOf } from './request-id.ts';
import { belowPrefix, pathAndQuery } from './target.ts';
import { answerOnSocket } from './upgrade-answer.ts';

/** A listener for the event `upgrade` of a server of Node. */
export type UpgradeListener = (req: IncomingMessage, socket: Duplex, head: Uint8Array) => void;

/**
 * Takes the upgrades that the contracts of an instance declare. Others are left to the app's own listeners; where there is none
 * the request is answered with 404, for nobody else would ever end its connection.
 *
 * `/api/events` of a middleware at `/api` is `/events` in its contracts: the option `upgrades.mountPath` takes the mount off.
 */
export function takeUpgrade(instance: Instance, { req, socket, head }: ArrivedUpgrade, trust: Trust): void {
  if (!(socket instanceof Socket)) return;
  const url = urlOf(instance, req);
  const isOurs = asksForDeclared(instance, req);
  if (!isOurs && listenersOf(socket) > 1) return;
  const res = answerOnSocket(req, socket);
  const requestId = requestIdOf(req, res, instance.options.requestId);
  const call: Call = {
    req,
    res,
    requestId,
    // There is nothing behind an upgrade.
    next: () => socket.destroy(),
    trust,
    invitation: undefined,
    upgrade: { socket, head },
    watch: instance.lasting.signals.watch({ req, res, requestId: requestId.value }),
  };
  if (!isOurs) createRefuse({ ...instance.options, problems: 'answer' })(call, noUpgrade);
  else {
    req.url = url ?? '/';
    instance.handle(call, () => createRefuse(instance.options)(call, noUpgrade));
  }
}

/** Whether a request asks for an upgrade that the contracts of an instance declare. */
export function asksForDeclared(instance: Instance, req: IncomingMessage): boolean {
  const url = urlOf(instance, req);
  return url !== undefined && instance.upgrades(req, url);
}

const urlOf = ({ options }: Instance, req: IncomingMessage): string | undefined =>
  belowPrefix(pathAndQuery(req.url ?? '/'), options.upgrades.mountPath);

/** What a listener is given. */
export interface ArrivedUpgrade {
  readonly req: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Uint8Array;
}

/** Node keeps the server on the sockets that it has accepted. */
function listenersOf(socket: Socket & { server?: Server }): number {
  return socket.server?.listenerCount('upgrade') ?? 0;
}

const noUpgrade = createProblem('no-such-route', {
  detail: 'No operation with this path switches to what is asked for',
});
