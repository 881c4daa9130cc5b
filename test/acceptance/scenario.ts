import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { GatewayOptions, Violation } from '../../src/index.ts';

/** One promise with a contract, and the requests that show it. The format of the files in the folders beside this one. */
export interface Scenario {
  readonly title: string;
  /**
   * The contract itself, or the path of one, from the file of the scenario: numbers that a double cannot hold only stay
   * exact in a file of their own.
   */
  readonly contract: string | object;
  readonly options?: Partial<GatewayOptions>;
  /** Set while the scenario starts: secrets. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
}

/** One request, and what becomes of it: it is sent on, or answered with a problem; both where its answer is refused. */
export interface Case {
  readonly title: string;
  readonly request: ScenarioRequest;
  readonly sends?: ExpectedRequest;
  readonly problem?: ExpectedProblem;
  /** What the upstream answers; by default 200 with what it got. */
  readonly upstream?: {
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly text?: string;
  };
  readonly answer?: {
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string | null>>;
    /** The content as JSON, or exactly as text. */
    readonly body?: unknown;
    readonly text?: string;
  };
}

export interface ScenarioRequest {
  /** `GET /users?userName=ada`. */
  readonly route: string;
  /** Several lines of a field in a list. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** The content: as JSON, as text in UTF-8, or as bytes in Latin-1. Its type is `application/json` unless a header says otherwise. */
  readonly body?: unknown;
  readonly text?: string;
  readonly latin1?: string;
}

export interface ExpectedRequest {
  readonly route: string;
  /** These fields, `null` for none; others may be there. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | null>>;
  /** The content as JSON, or exactly as text. Without either there is none. */
  readonly body?: unknown;
  readonly text?: string;
}

export interface ExpectedProblem {
  /** @default 400 */
  readonly status?: number;
  /** @default 'invalid-request' */
  readonly code?: string;
  /** Exactly these violations: the code by place, `query.age` or `body.lines/0/sku`. */
  readonly errors?: Readonly<Record<string, string>>;
  /** Members of single violations, by place. */
  readonly shows?: Readonly<Record<string, Partial<Violation>>>;
  /** Parts of the problem's `detail`. */
  readonly detail?: readonly string[];
  /** Nowhere in the answer, neither in its head nor in its content. */
  readonly hides?: readonly string[];
}

/** A scenario with the name of its file, from the folder of all scenarios. */
export interface PlacedScenario {
  readonly name: string;
  readonly scenario: Scenario;
}

/** Every scenario of every folder beside this file, in the order of their names. */
export function everyScenario(): readonly PlacedScenario[] {
  const folder = import.meta.dirname;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isScenario);
  return files.sort().map((name) => {
    const path = join(folder, name);
    const scenario: Scenario = JSON.parse(readFileSync(path, 'utf8'));
    const { contract } = scenario;
    const located = typeof contract === 'string' ? join(dirname(path), contract) : contract;
    return { name: relative(folder, path), scenario: { ...scenario, contract: located } };
  });
}

const isScenario = (name: string): boolean => name.endsWith('.json') && !name.endsWith('.contract.json');

/** The bytes of a scenario's request. */
export function bytesOf({ route, headers = {}, body, text, latin1 }: ScenarioRequest): Buffer {
  const content =
    latin1 === undefined
      ? Buffer.from(text ?? (body === undefined ? '' : JSON.stringify(body)))
      : Buffer.from(latin1, 'latin1');
  const fields: Record<string, string | readonly string[]> = { Host: 'api.example', ...headers };
  const names = Object.keys(fields).map((name) => name.toLowerCase());
  if (body !== undefined || text !== undefined || latin1 !== undefined) {
    if (!names.includes('content-type')) fields['Content-Type'] = 'application/json';
    fields['Content-Length'] = String(content.byteLength);
  }
  const lines = Object.entries(fields).flatMap(([name, value]) => [value].flat().map((line) => `${name}: ${line}\r\n`));
  return Buffer.concat([Buffer.from(`${route} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1'), content]);
}

/** The place of a violation as scenarios write it. */
export function placeOf({ in: location, pointer }: Violation): string {
  return `${location}.${decodeURIComponent(pointer.replace(/^#\/?/, ''))}`;
}
