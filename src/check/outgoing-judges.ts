import type { Operation } from '../contract/contract.ts';
import type { Outgoing } from '../pipeline/request.ts';
import { BackendLibrary, type LibrarySite } from './backend/backend-library.ts';
import type { OutgoingFault } from './backend/outgoing-fault.ts';
import { compileBackend } from './backend/read-outgoing.ts';
import { Memory } from './contain/memory.ts';
import { isProved } from './judge/judge-operation.ts';

/** Judges a request before it is sent: what the upstream would not take of it. */
export type JudgeOutgoing = (sent: Outgoing) => readonly OutgoingFault[];

/** Makes judges of what operations send, by what their contracts say that the upstreams take. */
export class OutgoingJudges {
  readonly #backends: BackendLibrary;
  readonly #memory = new Memory();

  constructor(site: LibrarySite) {
    this.#backends = new BackendLibrary(site);
  }

  /** `undefined` where there is nothing to look at: the operation is proved, or nobody says what its upstream takes. */
  async of(operation: Operation): Promise<JudgeOutgoing | undefined> {
    const backend = await this.#backends.of(operation);
    return backend === undefined || isProved(operation, backend, this.#memory) ? undefined : compileBackend(backend);
  }
}
