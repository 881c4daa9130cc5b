import type { ComponentChildren } from 'preact';

/** In place of content: that there is none, that it is on its way, or that it could not be had. */
export function Notice(props: {
  readonly title: string;
  readonly kind?: 'bad';
  readonly children?: ComponentChildren;
}) {
  const isBad = props.kind === 'bad';
  return (
    <div class={isBad ? 'notice bad' : 'notice'} role={isBad ? 'alert' : undefined}>
      <h2>{props.title}</h2>
      {props.children}
    </div>
  );
}

/** Says that something could not be had, with a way to try again. */
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
