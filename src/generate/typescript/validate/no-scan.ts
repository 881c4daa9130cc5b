/**
 * Stands for the gateway's code of schemas in clients: pages forbid code that is made while they run, and a client refuses
 * its own caller's request once, where a gateway refuses thousands.
 */
export const hotScan = (): undefined => undefined;
