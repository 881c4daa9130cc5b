import type { TestContext } from 'node:test';
import { answerName, type NameAnswer, nameError } from '../support/injected-names.ts';
import { type Fault, type FaultyTarget, outcomes } from './fault.ts';

const { unreachable, late } = outcomes;
const denied = ['127.0.0.0/8', '169.254.0.0/16'];
let count = 0;

/** A target by a name of its own, of which the name service says what the test wants. */
const named =
  (answer: NameAnswer): Fault['target'] =>
  async (t: TestContext): Promise<FaultyTarget> => {
    count += 1;
    const hostname = `back-${count}.example`;
    answerName(t, hostname, answer);
    return { url: `http://${hostname}:9` };
  };
const failing = (code: string) => named(() => Promise.reject(nameError(code)));
const leadingTo = (...addresses: string[]) =>
  named(async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));

/** Nothing was sent. */
const unsent = { stage: 'name', retried: 'any' } as const;
const silent = late('connect', 'dns_timeout');

/** By what the upstream does, as the middle of a sentence: its name does not lead to it. */
export const nameFaults: Readonly<Record<string, Fault>> = {
  'has a name that the name service does not know': {
    row: 1,
    ...unsent,
    target: failing('ENOTFOUND'),
    outcome: unreachable('dns_error'),
  },
  'has a name without an address': { row: 1, ...unsent, target: leadingTo(), outcome: unreachable('dns_error') },
  'has a name that the name service gives up on': { row: 1, ...unsent, target: failing('EAI_AGAIN'), outcome: silent },
  'has a name of which the name service says nothing': {
    row: 1,
    ...unsent,
    target: named(() => new Promise(() => {})),
    timeouts: { connectMs: 150 },
    outcome: silent,
  },
  'has a name that leads to a denied address': {
    row: 2,
    stage: 'name',
    retried: 'never',
    target: leadingTo('127.0.0.1', '169.254.169.254', '::ffff:127.0.0.1'),
    options: { denyAddresses: denied },
    outcome: unreachable('destination_ip_prohibited'),
  },
  'has a name that leads to addresses without a route': {
    row: 2,
    ...unsent,
    target: leadingTo('255.255.255.255'),
    outcome: unreachable('destination_ip_unroutable'),
  },
};
