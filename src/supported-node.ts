// The first import of every entry point: on an older Node, or one that makes no code, a dependency would fail while it
// loads, with a message that does not say why.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 19)) {
  throw new Error(`paramap needs Node 22.19 or newer; this is Node ${process.versions.node}`);
}

try {
  // What the compiled contracts are made with, here and in Ajv.
  new Function('');
} catch (cause) {
  throw new Error('paramap compiles contracts to code: run Node without --disallow-code-generation-from-strings', {
    cause,
  });
}
