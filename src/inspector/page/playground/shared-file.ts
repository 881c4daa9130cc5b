import { emptyForm, type RequestForm } from './request-form.ts';

/** What a playground holds, to be given to others as a file. */
export interface SharedPlayground {
  /** The text of the contract, as typed: it need not be sound, and need not be JSON. */
  readonly contract: string;
  readonly form: RequestForm;
}

/** What an opened file gives: a whole playground, or a contract alone. */
export type OpenedFile = Pick<SharedPlayground, 'contract'> & Partial<SharedPlayground>;

const mark = 'paramap-playground';

/** Writes a file that `parseShared` reads. */
export function formatShared({ contract, form }: SharedPlayground): string {
  return `${JSON.stringify({ [mark]: 1, request: form, contract }, undefined, 2)}\n`;
}

/** Reads a shared file; any other text is taken for a contract, whatever it holds. */
export function parseShared(text: string): OpenedFile {
  const plain = text.replace(/^\ufeff/, '');
  try {
    const value: unknown = JSON.parse(plain);
    if (!isObject(value) || value[mark] === undefined || typeof value['contract'] !== 'string')
      return { contract: plain };
    const { contract, request } = value;
    return { contract, form: isObject(request) ? formFrom(request) : emptyForm };
  } catch {
    return { contract: plain };
  }
}

/** The name of a shared file: `users.playground.json`, made of the contract's title where it has one. */
export function sharedName(contract: string): string {
  const [, title = ''] = /"title"\s*:\s*"([^"\\]*)"/.exec(contract) ?? [];
  const name = title
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return `${name === '' ? 'contract' : name}.playground.json`;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function formFrom(value: Readonly<Record<string, unknown>>): RequestForm {
  const text = (name: keyof RequestForm): string => {
    const given = Object.hasOwn(value, name) ? value[name] : undefined;
    return typeof given === 'string' ? given : emptyForm[name];
  };
  return {
    method: text('method'),
    path: text('path'),
    headers: text('headers'),
    body: text('body'),
    context: text('context'),
    credential: text('credential'),
  };
}
