import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import type { TlsSettings } from '../upstream/tls/tls-settings.ts';
import type { OptionReader } from './option-reader.ts';
import { readPassphrase } from './read-passphrase.ts';
import type { ResolvedUpstream } from './resolved-options.ts';
import { oneOf, type Shape, textLike } from './shape.ts';

/** What stands around the section. */
export interface TlsSurroundings {
  /** The folder that paths start at. */
  readonly root: string;
  /** Whether a target has `https:`. */
  readonly isUsed: boolean;
}

/**
 * Reads the section `tls` of an upstream with its files, and checks what would otherwise fail with the first request: texts
 * that are no certificates, a key of another certificate, a certificate that has ended.
 */
export function resolveTls(
  outer: OptionReader,
  { root, isUsed }: TlsSurroundings,
): Pick<ResolvedUpstream, 'tls' | 'tlsFiles'> {
  const reader = outer.section('tls');
  const files = new PemFiles(reader, root);
  const cure = 'leave it out, and name the authority of the certificate in `tls.ca`, or its name in `tls.serverName`';
  for (const name of ['rejectUnauthorized', 'insecure', 'verify', 'checkServerIdentity']) {
    reader.refuse(name, { rule: 'not-offered', message: 'certificates are always verified', cure });
  }
  const ca = files.certificates('ca');
  const cert = files.certificates('cert');
  const keyText = files.text('key', 'PRIVATE KEY');
  const passphrase = readPassphrase(reader, root, files.read);
  const key = keyText === undefined ? undefined : openKey(reader, keyText, passphrase);
  judgePair(reader, cert?.[0], key);
  const settings: TlsSettings = {
    ca: textOf(ca),
    cert: textOf(cert),
    key: keyText,
    passphrase,
    serverName: reader.read('serverName', hostName),
    minVersion: reader.read('minVersion', oneOf(['TLSv1.2', 'TLSv1.3'])),
  };
  const isSet = outer.has('tls');
  if (isSet && !isUsed) reader.fault('', unused);
  reader.close();
  return { tls: isSet ? Object.freeze(settings) : undefined, tlsFiles: Object.freeze(files.read) };
}

const unused = {
  rule: 'tls-unused',
  severity: 'warning',
  message: 'no target of this upstream has `https:`, so that `tls` changes nothing',
  cure: 'write the target with `https:`, or leave `tls` out',
} as const;

const hostName: Shape<string> = {
  expected: 'a host name such as `api.internal.example`',
  // An address cannot be asked for by name. Source: RFC 6066, section 3.
  parse: (value) =>
    typeof value === 'string' && /^[a-z\d_-]+(?:\.[a-z\d_-]+)*$/i.test(value) && isIP(value) === 0 ? value : undefined,
};

const textOf = (certificates: readonly X509Certificate[] | undefined): string | undefined =>
  certificates?.map(String).join('');

/** The files that the section names. */
class PemFiles {
  /** Absolute paths of those that were looked for. */
  readonly read: string[] = [];
  readonly #reader: OptionReader;
  readonly #root: string;

  constructor(reader: OptionReader, root: string) {
    this.#reader = reader;
    this.#root = root;
  }

  /** The text of a file with a PEM block of a kind; `undefined` where there is none, which is a finding then. */
  text(name: string, kind: 'CERTIFICATE' | 'PRIVATE KEY'): string | undefined {
    const path = this.#reader.read(name, textLike(/./, 'the path of a PEM file'));
    if (path === undefined) return undefined;
    const absolute = resolve(this.#root, path);
    this.read.push(absolute);
    try {
      const text = readFileSync(absolute, 'utf8');
      if (new RegExp(`-----BEGIN (?:[A-Z0-9]+ )*${kind}-----`).test(text)) return text;
      this.#fault(name, `${path} holds no PEM ${kind.toLowerCase()}`, 'name a PEM file');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#fault(name, `the file cannot be read: ${reason}`, 'name a PEM file that exists');
    }
    return undefined;
  }

  /** The certificates of a file, each within its time. */
  certificates(name: 'ca' | 'cert'): readonly X509Certificate[] | undefined {
    const text = this.text(name, 'CERTIFICATE');
    if (text === undefined) return undefined;
    try {
      const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [''];
      const certificates = blocks.map((block) => new X509Certificate(block));
      this.#judgeTimes(name, certificates);
      return certificates;
    } catch {
      this.#fault(name, 'the file holds a certificate that cannot be read', 'write it again, as PEM');
      return undefined;
    }
  }

  /** A bundle of authorities may hold old ones, as long as one is good; our own certificate must be. */
  #judgeTimes(name: 'ca' | 'cert', certificates: readonly X509Certificate[]): void {
    const judged = name === 'cert' ? certificates.slice(0, 1) : certificates;
    const nowMs = Date.now();
    const isGood = (one: X509Certificate) => Date.parse(one.validFrom) <= nowMs && nowMs < Date.parse(one.validTo);
    const [bad] = judged.filter((one) => !isGood(one));
    if (bad === undefined || judged.some(isGood)) return;
    const { validFrom, validTo } = bad;
    const when = Date.parse(validFrom) > nowMs ? `begins to hold at ${validFrom}` : `ended at ${validTo}`;
    this.#fault(name, `the certificate ${when}`, 'put a new one in its place, or set the clock of this machine');
  }

  #fault(name: string, message: string, cure: string): void {
    this.#reader.fault(name, { rule: name === 'ca' ? 'tls-ca' : 'tls-identity', message, cure });
  }
}

function openKey(reader: OptionReader, text: string, passphrase: string | undefined): KeyObject | undefined {
  try {
    return createPrivateKey({ key: text, ...(passphrase !== undefined && { passphrase }) });
  } catch {
    const isEncrypted = /ENCRYPTED/.test(text);
    const wrong = passphrase === undefined ? 'needs a `passphrase`' : 'is not opened by the `passphrase`';
    reader.fault('key', {
      rule: 'tls-identity',
      message: isEncrypted ? `the key is encrypted, and ${wrong}` : 'the key cannot be read',
      cure: isEncrypted ? 'name its secret: `"passphrase": { "secret": "KEY_PASSPHRASE" }`' : 'write it again, as PEM',
    });
    return undefined;
  }
}

function judgePair(reader: OptionReader, cert: X509Certificate | undefined, key: KeyObject | undefined): void {
  const [alone, other] = reader.has('cert') ? ['cert', 'key'] : ['key', 'cert'];
  if (reader.has('cert') !== reader.has('key')) {
    const message = `\`${alone}\` without \`${other}\` proves nothing to the upstream`;
    reader.fault(alone ?? '', { rule: 'tls-identity', message, cure: `name the PEM file of the \`${other}\`, too` });
  }
  if (cert === undefined || key === undefined || cert.checkPrivateKey(key)) return;
  const message = '`key` is not the key of `cert`';
  reader.fault('key', { rule: 'tls-identity', message, cure: 'name the key that the certificate was asked for with' });
}
