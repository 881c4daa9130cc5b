import type { ComponentChildren } from 'preact';

/** In place of content: that there is none, that it is on its way, or that it could not be had. */
export function Notice(props: {
  readonly title: string;
  readonly kind?: 'bad';
  readonly children?: ComponentChildren;
}) {
  return (
    <div
      class={props.kind === undefined ? 'notice' : `notice ${props.kind}`}
      role={props.kind === 'bad' ? 'alert' : undefined}
    >
      <h2>{props.title}</h2>
      {props.children}
    </div>
  );
}

/** What a question to the server gave so far. */
export type Asked<T> =
  | { readonly state: 'waiting' }
  | { readonly state: 'failed'; readonly why: string }
  | { readonly state: 'there'; readonly value: T };

/** Shows a failure with a way to try again. */
export function Failed({ why, again }: { readonly why: string; readonly again: () => void }) {
  return (
    <Notice title="This could not be loaded" kind="bad">
      <p>{why}</p>
      <button type="button" onClick={again}>
        Try again
      </button>
    </Notice>
  );
}
