import { pointerTo } from './json-pointer.ts';
import type { AuthoredDocument } from './authored-document.ts';
import type { Fault } from './finding.ts';
import type { FindingList } from './finding-list.ts';
import type { Place } from './place.ts';
import type { PlaceGraph } from './place-graph.ts';
import type { PlainPlans } from './plain-plans.ts';
import type { PlannerOptions } from './planner-options.ts';
import type { SchemaGraph } from './schema-graph.ts';
import { type GatherDeclaration, SlotList } from './slot-list.ts';
import { ValuePlanner } from './value-planner.ts';

/** What the normalization of all operations shares. */
export interface SharedScope {
  readonly findings: FindingList;
  /** Schemas of requests; `required` forgets read-only members there. */
  readonly graph: SchemaGraph;
  readonly places: PlaceGraph;
  /** Schemas of answers; `required` forgets write-only members there. */
  readonly answers: SchemaGraph;
  readonly answerPlaces: PlaceGraph;
  /** Schemas over what the upstream sends, in its own terms. */
  readonly conditions: SchemaGraph;
  readonly conditionPlaces: PlaceGraph;
  readonly codecs: PlannerOptions['codecs'];
  /** Plans of schemas without mappings, by direction: all operations have the same. */
  readonly plain: { readonly request: PlainPlans; readonly answer: PlainPlans };
}

/** One operation while it is normalized: where it stands, and what its parts share. */
export class OperationScope {
  readonly document: AuthoredDocument;
  /** JSON Pointer to the operation. */
  readonly pointer: string;
  readonly name: string;
  readonly graph: SchemaGraph;
  readonly answers: SchemaGraph;
  readonly answerPlaces: PlaceGraph;
  readonly conditions: SchemaGraph;
  readonly conditionPlaces: PlaceGraph;
  readonly places: PlaceGraph;
  readonly slots: SlotList;
  readonly planner: ValuePlanner;
  /** What the operation's `upstream` declares as gathered; answers read it from header fields of these names. */
  readonly gathers: GatherDeclaration[] = [];
  readonly #findings: FindingList;
  readonly codecs: SharedScope['codecs'];
  readonly #plain: SharedScope['plain'];

  constructor(shared: SharedScope, at: { document: AuthoredDocument; name: string; slots: SlotList }) {
    this.document = at.document;
    this.name = at.name;
    this.pointer = pointerTo('/operations', at.name);
    this.graph = shared.graph;
    this.answers = shared.answers;
    this.answerPlaces = shared.answerPlaces;
    this.conditions = shared.conditions;
    this.conditionPlaces = shared.conditionPlaces;
    this.places = shared.places;
    this.slots = at.slots;
    this.#findings = shared.findings;
    this.codecs = shared.codecs;
    this.#plain = shared.plain;
    this.planner = new ValuePlanner({
      findings: shared.findings,
      slots: at.slots,
      places: shared.places,
      codecs: shared.codecs,
      plain: shared.plain.request,
    });
  }

  /** A planner for one part of an answer, with a list of slots of its own: what it reads is no part of the request. */
  answerPlanner(): { planner: ValuePlanner; slots: SlotList } {
    const slots = new SlotList(this.#findings, this.gathers);
    const options = {
      findings: this.#findings,
      slots,
      places: this.answerPlaces,
      codecs: this.codecs,
      plain: this.#plain.answer,
      direction: 'answer',
    } as const;
    return { planner: new ValuePlanner(options), slots };
  }

  /** A finding at a pointer of the operation's own file. */
  report(pointer: string, fault: Fault): void {
    this.#findings.add(this.document.file, pointer, fault);
  }

  /** A finding anywhere in the files of the contracts. */
  reportIn(file: string, pointer: string, fault: Fault): void {
    this.#findings.add(file, pointer, fault);
  }

  /** A finding at the schema that names a place. */
  reportAt(place: Place, fault: Fault): void {
    const origin = place.entries[0]?.origin;
    this.#findings.add(origin?.file ?? this.document.file, origin?.pointer ?? this.pointer, fault);
  }
}
