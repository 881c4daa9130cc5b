import { generate } from 'orval';

/** Runs orval with the options that its defaults leave off: headers, and path values that are encoded. */
const [input = '', target = ''] = process.argv.slice(2);
await generate({ input, output: { target, client: 'fetch', headers: true, urlEncodeParameters: true } });
