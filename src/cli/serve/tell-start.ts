import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import type { Finding } from '../../contract/finding.ts';
import type { GatewayAddresses } from '../../gateway/gateway.ts';
import { findingsText } from '../findings-text.ts';
import type { ParsedArguments } from '../parsed-arguments.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { configPath, type WrittenGateway } from './read-gateway.ts';
import { servedContracts } from './served-contract.ts';
import { askTargets } from './served-target.ts';
import { startJson, startScreen } from './start-screen.ts';

/** What is said of a gateway at its start: warnings as they come, then what is served; with `--json` both in one line. */
export class StartNotice {
  readonly #given: ParsedArguments;
  readonly #terminal: Terminal;
  readonly #form: 'screen' | 'json' | 'quiet';
  readonly #warnings: Finding[] = [];
  #isTold = false;

  /** Fails: throws `UsageError` for flags that contradict each other. */
  constructor(given: ParsedArguments, terminal: Terminal) {
    const [quiet, json] = [given.has('quiet'), given.has('json')];
    if (quiet && json) throw new UsageError('--quiet says nothing at start, and --json says it as JSON; choose one');
    this.#given = given;
    this.#terminal = terminal;
    this.#form = quiet ? 'quiet' : json ? 'json' : 'screen';
  }

  /** A warning of the start, or of later. */
  warn(finding: Finding): void {
    this.#warnings.push(finding);
    if (this.#form !== 'json' || this.#isTold) this.#terminal.writeError(findingsText([finding], this.#terminal));
  }

  /** Says what is served from now on. Targets are asked first whether they take connections, for half a second at most. */
  async tell(addresses: GatewayAddresses, { resolved, mounts }: WrittenGateway): Promise<void> {
    if (this.#form === 'quiet') return;
    const config = configPath(this.#given, this.#terminal);
    const served = {
      addresses,
      options: existsSync(config) ? relative(this.#terminal.folder, config) : undefined,
      watches: this.#given.has('watch'),
      workers: resolved.listen.workers,
      contracts: servedContracts(mounts, this.#terminal.folder),
      targets: await askTargets(resolved),
      passthrough: mounts.flatMap(({ prefix, options }) =>
        options.passthrough.map((each) => ({ prefix: `${prefix}${each.prefix}`, upstream: each.upstream })),
      ),
      warnings: this.#warnings,
    };
    this.#isTold = true;
    if (this.#form === 'json') this.#terminal.writeOut(startJson(served));
    // Who reads a call log there is not to find other lines between.
    else if (resolved.log?.to === 'stdout') this.#terminal.writeError(startScreen(served, this.#terminal));
    else this.#terminal.writeOut(startScreen(served, this.#terminal));
  }
}
