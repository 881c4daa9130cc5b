import { holdsItsPromises } from './app-promises.ts';

holdsItsPromises('the example app on Express 5', {});
