import { useEffect, useRef, useState } from 'preact/hooks';
import { refusedAddress, signIn } from './api.ts';

/** Asks for the token that the gateway printed when it started. */
export function SignIn() {
  const [complaint, setComplaint] = useState(refusedAddress.value);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const token = new FormData(event.currentTarget).get('token');
    signIn(String(token).trim()).catch((error: unknown) =>
      setComplaint(String(error instanceof Error ? error.message : error)),
    );
  };
  return (
    <main class="sign-in" id="content">
      <form onSubmit={submit}>
        <h1>This inspector is locked</h1>
        <p>Open the address that the gateway printed when it started, or paste the token from its end.</p>
        <label for="token">Token</label>
        <input
          ref={field}
          id="token"
          name="token"
          type="password"
          required
          autocomplete="off"
          spellcheck={false}
          aria-describedby="complaint"
        />
        <button type="submit" class="strong">
          Unlock
        </button>
        <p class="complaint" id="complaint" role="alert">
          {complaint}
        </p>
      </form>
    </main>
  );
}
