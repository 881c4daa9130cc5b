import { baseUrl } from '../../options/resolve-targets.ts';
import type { ParsedArguments } from '../parsed-arguments.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

/** What a new project is to be. */
export interface ProjectPlan {
  /** For people: `Orders`. */
  readonly title: string;
  /** The same as a name of files and packages: `orders`. */
  readonly name: string;
  /** Where the backend is; `undefined` where an example backend comes along. */
  readonly upstream: string | undefined;
  readonly app: 'gateway' | 'express';
}

interface Question {
  readonly flag: 'name' | 'upstream' | 'app';
  readonly text: string;
  readonly usual: string;
  /** What is wrong with an answer; `undefined` where nothing is. */
  fault(answer: string): string | undefined;
}

const ownBackend = 'an example';

const upstreamQuestion: Question = {
  flag: 'upstream',
  text: 'Where is the backend (http://...)?',
  usual: ownBackend,
  fault: (answer) => (answer === ownBackend ? undefined : targetFault(answer)),
};

const appQuestion: Question = {
  flag: 'app',
  text: 'A gateway of its own, or mounted in an Express app (gateway, express)?',
  usual: 'gateway',
  fault: (answer) => (/^(?:gateway|express)$/.test(answer) ? undefined : `gateway or express, not ${answer}`),
};

const nameQuestion = (folder: string): Question => ({
  flag: 'name',
  text: 'What is the API called?',
  usual: fileName(folder) === '' ? 'api' : folder,
  fault: (answer) => (fileName(answer) === '' ? `a name with a letter or digit in it, not ${answer}` : undefined),
});

/**
 * Decides what a new project is to be: by flags, and by questions for what they leave open. Nothing is asked with `--yes`,
 * and where nobody sits at the terminal.
 *
 * Fails: throws `UsageError` for a flag that makes no sense; a person is asked again.
 */
export async function askPlan(given: ParsedArguments, folder: string, terminal: Terminal): Promise<ProjectPlan> {
  const asks = given.has('yes') ? undefined : terminal.ask;
  const answer = (question: Question): Promise<string> => answerOf(question, given, { terminal, ask: asks });
  const title = await answer(nameQuestion(folder));
  const upstream = await answer(upstreamQuestion);
  const app = await answer(appQuestion);
  return {
    title: `${title.slice(0, 1).toUpperCase()}${title.slice(1)}`,
    name: fileName(title),
    upstream: upstream === ownBackend ? undefined : upstream,
    app: app === 'express' ? 'express' : 'gateway',
  };
}

async function answerOf(
  question: Question,
  given: ParsedArguments,
  { terminal, ask }: { readonly terminal: Terminal; readonly ask: Terminal['ask'] },
): Promise<string> {
  const { flag, text, usual, fault } = question;
  const value = given.one(flag);
  if (value !== undefined) {
    const wrong = fault(value);
    if (wrong !== undefined) throw new UsageError(`--${flag} is ${wrong}`);
    return value;
  }
  if (ask === undefined) return usual;
  for (;;) {
    const typed = (await ask(`${text} [${usual}] `)).trim();
    const wrong = typed === '' ? undefined : fault(typed);
    if (wrong === undefined) return typed === '' ? usual : typed;
    terminal.writeError(`It is ${wrong}.\n`);
  }
}

function targetFault(text: string): string | undefined {
  const isAddress = /^(?:https?:\/\/[^/]|unix:\/)/i.test(text) && URL.canParse(text);
  if (!isAddress) return `an address such as http://127.0.0.1:4001, not ${text}`;
  // The text itself is not repeated: there may be a password in it.
  return baseUrl(text) === undefined ? 'an address without query, fragment and credentials' : undefined;
}

/** `my-orders` of `My Orders`. */
function fileName(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
