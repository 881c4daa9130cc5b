// The first import of every entry point: on an older Node a dependency would fail while it loads, with a message that
// says nothing of versions.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 19)) {
  throw new Error(`paramap needs Node 22.19 or newer; this is Node ${process.versions.node}`);
}
