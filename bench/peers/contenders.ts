import type { Contender } from '../in-process/contender.ts';
import { requestBy } from '../in-process/outgoing.ts';
import { mapByJsonata } from './jsonata.ts';
import { library as typebox } from './typebox.ts';
import { library as valibot } from './valibot.ts';
import { library as zod } from './zod.ts';

/** The libraries that validate and map, in the order of the table. */
export const contenders: readonly Contender[] = [
  { name: 'zod', title: 'zod 4, with transforms', items: ['b', 'c', 'd1', 'd2'], run: (it) => requestBy(zod, it) },
  {
    name: 'typebox',
    title: 'TypeBox, compiled check, then its codecs',
    items: ['b', 'c', 'd1', 'd2'],
    run: (it) => requestBy(typebox, it),
  },
  {
    name: 'valibot',
    title: 'valibot, with transforms',
    items: ['b', 'c', 'd1', 'd2'],
    run: (it) => requestBy(valibot, it),
  },
  { name: 'jsonata', title: 'Ajv, then JSONata', items: ['b', 'c'], run: mapByJsonata, waits: true },
];
