import { outages } from './outages.ts';

/** Runs the outages with these names, or all, each with a load of so many seconds; prints what they came to. */
export async function runOutages(names: readonly string[], seconds: number): Promise<void> {
  for (const name of names.length === 0 ? Object.keys(outages) : names) {
    const outage = outages[name];
    if (outage === undefined) throw new Error(`there is no outage ${name}, but ${Object.keys(outages).join(', ')}`);
    console.error(`${name} ...`);
    const { figures, broken } = await outage({ seconds });
    console.log(`\n${name}`);
    for (const [what, value] of Object.entries(figures)) console.log(`${String(value).padStart(9)}  ${what}`);
    for (const promise of broken) console.log(`not as it must be: ${promise}`);
    if (broken.length > 0) process.exitCode = 1;
  }
}
