import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** A certificate with its key, as PEM text and as files. */
export interface MadeCertificate {
  readonly cert: string;
  readonly key: string;
  readonly certFile: string;
  readonly keyFile: string;
}

/** An authority that lives as long as a test. */
export interface MadeAuthority extends MadeCertificate {
  /** Where the files are. */
  readonly folder: string;
  /** Issues a certificate for a name; a `passphrase` encrypts its key. */
  issue(name: string, passphrase?: string): MadeCertificate;
}

const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];

/** Makes an authority with openssl; its certificates are for their name, which is also a DNS name. */
export function makeAuthority(t: TestContext): MadeAuthority {
  const folder = mkdtempSync(join(tmpdir(), 'paramap-tls-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const made = (name: string): MadeCertificate => {
    const [certFile, keyFile] = [join(folder, `${name}.pem`), join(folder, `${name}.key`)];
    return { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8'), certFile, keyFile };
  };
  run('req', '-x509', ...curve, '-nodes', '-subj', '/CN=made', '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2');
  return {
    ...made('ca'),
    folder,
    issue(name, passphrase) {
      const lock = passphrase === undefined ? ['-nodes'] : ['-passout', `pass:${passphrase}`];
      run('req', ...curve, ...lock, '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
      writeFileSync(join(folder, `${name}.ext`), `subjectAltName=DNS:${name}\n`);
      const signer = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', `${name}.ext`];
      run('x509', '-req', '-in', `${name}.csr`, ...signer, '-days', '2', '-out', `${name}.pem`);
      return made(name);
    },
  };
}
