import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { IsDenied } from './denied-addresses.ts';

/** Asks for the addresses of a name; rejects with the error of `dns.lookup`. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** How long answers about names are believed, in milliseconds. */
export interface LookupSettings {
  /** The addresses of a name. */
  readonly refreshMs: number;
  /** That there are none; also the least time between two questions after a connection failed. */
  readonly negativeMs: number;
}

/** What an address book needs of the world. */
export interface LookupTools {
  readonly resolve: Resolve;
  /** As `performance.now()`. */
  readonly now: () => number;
}

interface Answer {
  readonly addresses: readonly LookupAddress[];
  /** Why there are no addresses. */
  readonly error: Error | undefined;
  readonly atMs: number;
}

/** That every address of a name is one that must not be connected to. */
class AddressDenied extends Error {
  readonly code = 'ADDRESS_DENIED';
}

/**
 * Knows the addresses of one name, for the connections to it: asked again when they are old, and soon after a connection
 * failed. Each connection begins with another address than the one before, so that the connections spread; the others
 * follow where one does not answer. Denied addresses are taken out each time, whatever was known before.
 *
 * Where the name service gives no answer the addresses that were known go on to be used; that there are none is believed.
 */
export class AddressBook {
  readonly #hostname: string;
  readonly #settings: LookupSettings;
  readonly #isDenied: IsDenied;
  readonly #tools: LookupTools;
  #known: Answer | undefined;
  #isDoubted = false;
  #asking: Promise<Answer> | undefined;
  #turn = 0;

  constructor(hostname: string, settings: LookupSettings & { readonly isDenied: IsDenied }, tools: LookupTools) {
    this.#hostname = hostname;
    this.#settings = settings;
    this.#isDenied = settings.isDenied;
    this.#tools = tools;
  }

  /** As `net.connect` takes it. */
  readonly lookup: LookupFunction = (_hostname, { all, family }, callback) => {
    void this.#current().then(({ addresses, error }) => {
      const versions = family === 4 || family === 6 ? addresses.filter((each) => each.family === family) : addresses;
      const allowed = versions.filter(({ address }) => !this.#isDenied(address));
      const [first, ...others] = this.#inTurn(allowed);
      if (first === undefined) callback(error ?? nothingLeft(versions.length), []);
      else if (all === true) callback(null, [first, ...others]);
      else callback(null, first.address, first.family);
    });
  };

  /** Whether the name service is asked, and has not answered yet. */
  get isAsking(): boolean {
    return this.#asking !== undefined;
  }

  /** A connection could not be made: what is known of the name may be wrong. */
  doubt(): void {
    this.#isDoubted = true;
  }

  /** Asks now. Gives whether an address that was known has gone, so that connections to it should be given up. */
  async refresh(): Promise<boolean> {
    const before = this.#known?.addresses ?? [];
    const { addresses } = await this.#ask();
    return before.some(({ address }) => !addresses.some((now) => now.address === address)) && addresses.length > 0;
  }

  #current(): Promise<Answer> {
    const known = this.#known;
    if (known === undefined) return this.#ask();
    const { refreshMs, negativeMs } = this.#settings;
    const believedMs = known.error !== undefined || this.#isDoubted ? negativeMs : refreshMs;
    return this.#tools.now() - known.atMs < believedMs ? Promise.resolve(known) : this.#ask();
  }

  /** However many ask, there is one question at a time. */
  #ask(): Promise<Answer> {
    this.#asking ??= this.#answer().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #answer(): Promise<Answer> {
    const atMs = this.#tools.now();
    try {
      this.#known = { addresses: await this.#tools.resolve(this.#hostname), error: undefined, atMs };
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      const addresses = isNoAnswer(error) ? (this.#known?.addresses ?? []) : [];
      this.#known = { addresses, error, atMs };
    }
    this.#isDoubted = false;
    return this.#known;
  }

  /** Those of the family that the system prefers stay in front. */
  #inTurn(addresses: readonly LookupAddress[]): readonly LookupAddress[] {
    const preferred = addresses.filter(({ family }) => family === addresses[0]?.family);
    if (preferred.length < 2) return addresses;
    this.#turn = (this.#turn + 1) % preferred.length;
    const others = addresses.filter(({ family }) => family !== addresses[0]?.family);
    return [...preferred.slice(this.#turn), ...preferred.slice(0, this.#turn), ...others];
  }
}

/** The service did not answer, which says nothing of the name. */
const isNoAnswer = (error: Error): boolean => 'code' in error && error.code === 'EAI_AGAIN';

function nothingLeft(before: number): Error {
  if (before > 0) return new AddressDenied('every address of the name is denied');
  return Object.assign(new Error('the name has no address'), { code: 'ENOTFOUND' });
}
