import { curlRequest, isCurlLine } from './curl-request.ts';
import { changeForm, form, notes } from './playground-state.ts';
import { headerFields, type RequestForm } from './request-form.ts';

export const pathId = 'playground-path';
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** The request that is tried. A pasted `curl` line fills all of it. */
export function RequestFields() {
  const { method, path, headers } = form.value;
  const { faults } = headerFields(headers);
  return (
    <section class="request-fields" aria-label="Request">
      <div class="request-line">
        <label class="unseen" for="playground-method">
          Method
        </label>
        <input
          id="playground-method"
          class="mono"
          list="playground-methods"
          value={method}
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => changeForm({ method: event.currentTarget.value })}
        />
        <datalist id="playground-methods">
          {methods.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <label class="unseen" for={pathId}>
          Path and query, or a curl line
        </label>
        <input
          id={pathId}
          class="mono"
          value={path}
          placeholder="Path, or paste a curl line"
          autocomplete="off"
          spellcheck={false}
          onPaste={paste}
          onInput={(event) => changeForm({ path: event.currentTarget.value })}
        />
      </div>
      {notes.value.length > 0 && (
        <ul class="plain-list complaint" role="alert">
          {notes.value.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <Area name="headers" label="Headers" rows={2} hint="name: value" onPaste={paste} />
      {faults.length > 0 && (
        <p class="complaint" role="alert">
          Left out, since they are no fields: {faults.map(({ line }) => `line ${line}`).join(', ')}
        </p>
      )}
      <Area name="body" label="Body" rows={4} hint="" />
      <details>
        <summary>Context and credential</summary>
        <Area name="context" label="What the app's context gives, as JSON" rows={2} hint='{"tenant":"acme"}' />
        <Area name="credential" label="Claims of a verified credential, as JSON" rows={2} hint='{"sub":"ada"}' />
      </details>
    </section>
  );
}

function Area(props: {
  readonly name: Exclude<keyof RequestForm, 'method' | 'path'>;
  readonly label: string;
  readonly rows: number;
  readonly hint: string;
  readonly onPaste?: (event: ClipboardEvent) => void;
}) {
  const { name, label, rows, hint, onPaste } = props;
  const value = form.value[name];
  const id = `playground-${name}`;
  return (
    <div class="area">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        class="mono"
        rows={Math.min(Math.max(rows, value.split('\n').length), 14)}
        value={value}
        placeholder={hint}
        spellcheck={false}
        onInput={(event) => changeForm({ [name]: event.currentTarget.value })}
        {...(onPaste !== undefined && { onPaste })}
      />
    </div>
  );
}

function paste(event: ClipboardEvent): void {
  const text = event.clipboardData?.getData('text/plain') ?? '';
  if (!isCurlLine(text)) return;
  event.preventDefault();
  const pasted = curlRequest(text);
  if (pasted.ok) form.value = pasted.request;
  notes.value = pasted.ok ? pasted.notes : [pasted.because];
}
