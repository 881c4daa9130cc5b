import { useEffect, useState } from 'preact/hooks';

/** Puts a text on the clipboard, and says so for two seconds. */
export function CopyButton(props: { readonly text: string; readonly children: string }) {
  const [result, setResult] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setResult(''), 2000);
    return () => clearTimeout(timer);
  }, [result]);
  const copy = (): void => {
    write(props.text).then(
      () => setResult('Copied'),
      () => setResult('Not allowed here'),
    );
  };
  return (
    <button type="button" class="copy" onClick={copy}>
      <span class={result === '' ? '' : 'gone'}>{props.children}</span>
      <span class="result" role="status">
        {result}
      </span>
    </button>
  );
}

async function write(text: string): Promise<void> {
  // Over plain HTTP browsers have a clipboard for this machine's own addresses only.
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text);
  const box = document.createElement('textarea');
  box.value = text;
  document.body.append(box);
  box.select();
  const isDone = document.execCommand('copy');
  box.remove();
  if (!isDone) throw new Error('the browser has no clipboard here');
}
