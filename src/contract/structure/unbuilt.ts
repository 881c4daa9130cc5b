/**
 * Members that the design of the format has and this version does not build, and what to do meanwhile.
 *
 * Keyed by the kind of object and the name. A member that is built moves from here into the meta-schema.
 */
export const unbuiltMembers: ReadonlyMap<string, string> = new Map([
  ['Mapping.aggregate', 'leave it out; a list cannot land in one place yet'],
  ['Operation.limits', "leave it out; the app's `limits` hold for all operations"],
  ...eachUpstream('health', "write it in the app's options, beside the `targets` of the upstream"),
  ...eachUpstream('balance', "write it in the app's options, beside the `targets`; here `hashBy` can be named"),
  ...eachUpstream('responses', 'declare the answers under `responses` of each operation'),
]);

function eachUpstream(name: string, cure: string): [string, string][] {
  return [
    [`Upstream.${name}`, cure],
    [`Upstream defaults.${name}`, cure],
  ];
}
