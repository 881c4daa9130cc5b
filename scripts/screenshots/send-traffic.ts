import type { CallerRequest } from '../../examples/demo/exchange.ts';
import { tourSteps } from '../../examples/demo/tour-steps.ts';
import { longestName } from './inspected-gateway.ts';

const names = ['ada', 'grace', 'linus', 'barbara', 'edsger', 'margaret', 'tim', 'radia'];

/** The request that the pictures show in full. */
export const shownRequest: CallerRequest = {
  method: 'GET',
  url: '/users?userName=ada&age=36&since=2025-11-20T09:30:00Z&tags=a&tags=b&status=inactive&trace=true',
};

/** Sends what callers of the demo send: mostly what is right, some of what the tour shows, and names that are too long for the backend. */
export async function sendTraffic(gateway: string): Promise<void> {
  const tour = tourSteps.flatMap(({ legs }) =>
    legs.filter(({ through }) => through === 'paramap').map(({ sends }) => sends),
  );
  for (let round = 0; round < 40; round += 1) {
    for (const [index, name] of names.entries()) {
      const step = tour[(round * 3 + index) % tour.length];
      if (index % 3 === 2 && step !== undefined) await send(gateway, step);
      const age = round % 3 === 0 ? `&age=${20 + round}` : '';
      await send(gateway, { method: 'GET', url: `/users?userName=${name}${age}` });
    }
    await send(gateway, { method: 'GET', url: `/users?userName=${'x'.repeat(longestName + (round % 9))}` });
  }
  await send(gateway, shownRequest);
}

async function send(gateway: string, { method, url, headers, body }: CallerRequest): Promise<void> {
  const response = await fetch(gateway + url, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    body: body === undefined ? null : JSON.stringify(body),
  });
  await response.arrayBuffer();
}
