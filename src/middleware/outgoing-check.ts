import type { OutgoingFault } from '../check/backend/outgoing-fault.ts';
import type { JudgeOutgoing, OutgoingJudges } from '../check/outgoing-judges.ts';
import type { Operation } from '../contract/contract.ts';
import type { DocumentLibrary } from '../contract/document-library.ts';
import { createProblem, type Problem } from '../problem/problem.ts';
import type { Refuse } from './answer.ts';
import type { Delivery } from './delivery.ts';

const takesAll: JudgeOutgoing = () => [];

/**
 * Compares what is sent with what the contract says that its upstream takes (`expects`), for operations that are not proved:
 * while an app is developed its author sees the mismatch, and the upstream does not.
 *
 * What cannot be read is left to `paramap check`, which tells it. Nothing of it is loaded before it is needed.
 */
export class OutgoingCheck {
  readonly #site: { readonly library: DocumentLibrary; readonly root: string };
  readonly #known = new Map<string, JudgeOutgoing | Promise<JudgeOutgoing>>();
  #judges: Promise<OutgoingJudges> | undefined;

  constructor(library: DocumentLibrary, root: string) {
    this.#site = { library, root };
  }

  /** A delivery that looks at each request first; one that would not be taken is answered with 500 `contract-broken`. */
  before<D extends Delivery>(delivery: D, refuse: Refuse): D {
    return {
      ...delivery,
      deliver: (call, accepted) => {
        const { operation } = accepted.operation;
        const proceed = (judge: JudgeOutgoing): void => {
          const problem = problemOf(operation, judge(accepted.outgoing));
          if (problem === undefined) delivery.deliver(call, accepted);
          else refuse(call, problem);
        };
        const judge = operation.upstream.expects === undefined ? takesAll : this.#judgeOf(operation);
        if (judge instanceof Promise) judge.then(proceed, () => delivery.deliver(call, accepted));
        else proceed(judge);
      },
    };
  }

  #judgeOf(operation: Operation): JudgeOutgoing | Promise<JudgeOutgoing> {
    const key = `${operation.file} ${operation.name}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = this.#make(operation).then((judge) => {
      this.#known.set(key, judge);
      return judge;
    });
    this.#known.set(key, made);
    return made;
  }

  async #make(operation: Operation): Promise<JudgeOutgoing> {
    this.#judges ??= import('../check/outgoing-judges.ts').then((module) => new module.OutgoingJudges(this.#site));
    return (await (await this.#judges).of(operation)) ?? takesAll;
  }
}

/** Names and keywords of both sides; no value, which may be a secret. */
function problemOf(operation: Operation, faults: readonly OutgoingFault[]): Problem | undefined {
  if (faults.length === 0) return undefined;
  const told = faults.map((fault) => ({ ...callerOf(operation, fault), expected: expectedOf(fault) }));
  const words = told.map(({ caller, expected }) => `${expected}${caller === undefined ? '' : ` (from ${caller})`}`);
  return createProblem('contract-broken', {
    detail: `The upstream would not take what the contract sends: ${words.join('; ')}. Nothing was sent; \`paramap check\` shows why`,
    operation: operation.name,
    members: { mismatches: told },
  });
}

const placeText = (location: string, name: string): string => (name === '' ? location : `${location} \`${name}\``);

const expectedOf = ({ in: location, name, keyword }: OutgoingFault): string =>
  `${placeText(location, name)}: ${keyword}`;

/** The caller's value that lands there, where one does. */
function callerOf({ upstream }: Operation, { in: location, name }: OutgoingFault): { caller?: string } {
  const slot = upstream.slots.find((each) => each.in === location && each.name.toLowerCase() === name.toLowerCase());
  if (slot?.source.kind !== 'mapped') return {};
  return { caller: placeText(slot.source.in, slot.source.name || slot.source.pointer) };
}
