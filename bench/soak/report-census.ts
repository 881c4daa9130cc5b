/* Loaded into the gateway of a soak (`node --import`): counts what its process holds whenever its parent asks. */
import { noteSockets, takeCensus } from './census.ts';

noteSockets();
process.on('message', (message) => {
  if (message === 'census') void takeCensus().then((census) => process.send?.(census));
});
