/**
 * Members that the design of the format has and this version does not build, and what to do meanwhile.
 *
 * Keyed by the kind of object and the name. A member that is built moves from here into the meta-schema.
 */
export const unbuiltMembers: ReadonlyMap<string, string> = new Map([
  ['Mapping.aggregate', 'leave it out; a list cannot land in one place yet'],
  ['Operation.limits', "leave it out; the app's `limits` hold for all operations"],
  ['Operation.upgrade', 'leave it out; upgrade requests are not forwarded'],
  ...eachUpstream('retry', 'leave it out; only a kept connection that was closed is repeated, once'),
  ...eachUpstream('breaker', 'leave it out; every request is sent'),
  ...eachUpstream('health', 'leave it out; targets are not watched'),
  ...eachUpstream('balance', 'leave it out; an upstream has one target'),
  ...eachUpstream('maxPending', 'leave it out'),
  ...eachUpstream('responses', 'declare the answers under `responses` of each operation'),
]);

function eachUpstream(name: string, cure: string): [string, string][] {
  return [
    [`Upstream.${name}`, cure],
    [`Upstream defaults.${name}`, cure],
  ];
}
