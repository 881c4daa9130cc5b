/** The library that reads YAML. */
export type YamlModule = typeof import('yaml');

let loaded: Promise<YamlModule> | undefined;

/** Loads it when the first such file is met: who writes JSON never pays for it. */
export function loadYaml(): Promise<YamlModule> {
  loaded ??= import('yaml');
  return loaded;
}
