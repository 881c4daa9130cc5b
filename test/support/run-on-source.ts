// For `node --import`: a program that imports `paramap` runs on the source.
import { resolvePackageToSource } from './resolve-source.ts';

resolvePackageToSource();
