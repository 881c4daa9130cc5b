import type { AnswerBody, AnswerStream, ResponseDeclaration } from '../../contract/answer-declaration.ts';
import type { Operation } from '../../contract/contract.ts';
import { fieldText } from '../../http/answer-fields.ts';
import { contentValue } from '../content-text.ts';
import { answerContentOf } from '../declared-content.ts';
import type { SeenReply } from '../run-example.ts';
import { type CoverageItem, itemAt } from './coverage-item.ts';
import { eventsOf } from './events-of.ts';
import { PlanCoverage } from './plan-coverage.ts';

/** What is declared of one answer. */
interface DeclaredItems {
  readonly whole: CoverageItem;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, CoverageItem>;
  readonly plans: PlanCoverage;
  /** By the caller's name. */
  readonly events: ReadonlyMap<string, CoverageItem>;
}

/** The declared answers of an operation with the rules of their mapping, and which of them examples show. */
export class AnswerCoverage {
  readonly #operation: Operation;
  readonly #declared: ReadonlyMap<ResponseDeclaration, DeclaredItems>;

  constructor(operation: Operation) {
    this.#operation = operation;
    const entries = Object.entries(operation.responses);
    this.#declared = new Map(entries.map(([status, response]) => [response, itemsOf(status, response)]));
  }

  get items(): readonly CoverageItem[] {
    return [...this.#declared.values()].flatMap(({ whole, headers, plans, events }) => [
      whole,
      ...headers.values(),
      ...plans.items,
      ...events.values(),
    ]);
  }

  reach({ answer, result }: SeenReply): void {
    if (!result.ok) return;
    const { response, body, stream } = answerContentOf(this.#operation, { received: answer, status: result.status });
    const items = response === undefined ? undefined : this.#declared.get(response);
    if (items === undefined) return;
    mark(items.whole);
    for (const key of result.fields.keys()) mark(items.headers.get(key));
    const value = contentValue(result.content, fieldText(result.fields, 'content-type'));
    if (body !== undefined && value !== undefined) items.plans.reachNameless(body.plan, value);
    if (stream !== undefined) reachEvents(items, stream, result.content);
  }
}

function itemsOf(status: string, { bodies, headers, streams }: ResponseDeclaration): DeclaredItems {
  const label = `answer ${status}`;
  const fields = headers?.fields ?? [];
  const plans = new PlanCoverage([]);
  const list = ({ plan }: AnswerBody, way: readonly string[]): void =>
    plans.listNameless(plan, { location: 'body', label: `${label} body`, way });
  for (const body of bodies.values()) list(body, []);
  const events = [...streams.values()].flatMap((stream) => stream.events);
  for (const { name, body } of events) list(body, name === '' ? [] : [name]);
  return {
    whole: itemAt(label, 'value'),
    headers: new Map(fields.map(({ name }) => [name.toLowerCase(), itemAt(`${label} header.${name}`, 'value')])),
    plans,
    events: new Map(events.map(({ name }) => [name, itemAt(label, name === '' ? 'record' : `event ${name}`)])),
  };
}

function reachEvents({ plans, events }: DeclaredItems, stream: AnswerStream, content: Uint8Array | string): void {
  for (const { name, data } of eventsOf(stream.kind, Buffer.from(content).toString())) {
    mark(events.get(name));
    const declared = stream.events.find((event) => event.name === name);
    if (declared !== undefined && data !== undefined) plans.reachNameless(declared.body.plan, data);
  }
}

function mark(item: CoverageItem | undefined): void {
  if (item !== undefined) item.reached = true;
}
