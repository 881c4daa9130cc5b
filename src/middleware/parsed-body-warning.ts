import type { ResolvedOptions } from '../options/resolved-options.ts';

/**
 * Makes the one warning about bodies that another parser took without keeping their bytes. Nobody can know at start what
 * the app mounts before us, so it comes with the first such request.
 */
export function parsedBodyWarning(onWarning: ResolvedOptions['onWarning']): () => void {
  let isSaid = false;
  return () => {
    if (isSaid) return;
    isSaid = true;
    onWarning({
      file: 'options',
      pointer: '',
      rule: 'parsed-body',
      severity: 'warning',
      message:
        'another parser took a body before paramap and kept only its value: integers beyond 2^53 are refused, and duplicate names cannot be seen',
      cure: 'mount paramap before the parser, or write `express.json({ verify: keepRawBody })`',
    });
  };
}
