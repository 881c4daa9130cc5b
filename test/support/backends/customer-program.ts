import http from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { listen } from '../listen.ts';
import { compileDemand, exactly, text } from './demands.ts';

export interface CustomerProgram {
  readonly url: string;
  /** Every form that was understood, as it was written. */
  readonly forms: readonly string[];
  close(): Promise<void>;
}

type Fields = Readonly<Record<string, string>>;

const germanDate = text('\\d{2}\\.\\d{2}\\.\\d{4}');
const yesNo = text('[YN]');
const create = compileDemand(
  exactly(
    {
      AKTION: { const: 'ANLEGEN' },
      MANDANT: { const: '01' },
      KDART: text('[PF]'),
      NAME: text(),
      NL: yesNo,
      KRLIM_CT: text('\\d+'),
      LINE1: text(),
    },
    { VNAME: text(), GEBDAT: germanDate, LINE2: text(), LINE3: text() },
  ),
);
const read = compileDemand(
  exactly({ AKTION: { const: 'LESEN' }, MANDANT: { const: '01' }, KDNR: text('\\d+'), MIT_AUFTR: yesNo }),
);

/**
 * A program of 1994 that knows forms and XML in ISO-8859-1, and no status but 200: what it does not understand, what is
 * not there and what it will not have stands in an `error` element. Of a form that breaks its rules it says nothing.
 */
export async function customerProgram(): Promise<CustomerProgram> {
  const forms: string[] = [];
  const customers: Fields[] = [];

  function answer(form: Fields): string {
    if (form['AKTION'] === 'ANLEGEN') return created(form, customers);
    const number = Number(form['KDNR']);
    const customer = customers[number - 1];
    if (customer === undefined) return error('E404', `Kein Kunde ${number} für Mandant 01`);
    return found(number, customer, form['MIT_AUFTR'] === 'Y');
  }

  async function serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const body = await readText(request);
    const form = Object.fromEntries(new URLSearchParams(body));
    const complaint = form['AKTION'] === 'ANLEGEN' ? create(form) : read(form);
    const isForm = request.headers['content-type'] === 'application/x-www-form-urlencoded';
    if (`${request.method} ${request.url}` !== 'POST /kdv/kdv.cgi' || !isForm || complaint !== undefined) {
      // What a program leaves behind that never learnt to refuse.
      response.writeHead(500, { 'Content-Type': 'text/html' }).end(`<h1>Abbruch ${complaint?.pointer}</h1>`);
      return;
    }
    forms.push(body);
    const xml =
      '<?xml version="1.0" encoding="ISO-8859-1"?>\n' +
      `<k:antwort xmlns:k="urn:kdv" zeit="20.11.2025 09:30:00">\n  ${answer(form)}\n</k:antwort>\n`;
    response.writeHead(200, { 'Content-Type': 'application/xml; charset=ISO-8859-1' }).end(Buffer.from(xml, 'latin1'));
  }

  const server = http.createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  const { url, close } = await listen(server);
  return { url, forms, close };
}

const escaped = (value = ''): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const error = (code: string, message: string): string =>
  `<error code="${code}"><text>${escaped(message)}</text></error>`;

function created(form: Fields, customers: Fields[]): string {
  if (form['NAME'] === 'Gesperrt') return error('E999', 'Datei gesperrt');
  if (customers.some(({ NAME, LINE1 }) => NAME === form['NAME'] && LINE1 === form['LINE1'])) {
    return error('E409', 'Kunde schon vorhanden');
  }
  const faults = [
    ...(Number(form['GEBDAT']?.slice(-4)) > 2025 ? ['<feld name="GEBDAT">liegt in der Zukunft</feld>'] : []),
    ...(Number(form['KRLIM_CT']) > 1_000_000 ? ['<feld name="KRLIM_CT">nur mit Prüfung</feld>'] : []),
  ];
  if (faults.length > 0) return `<error code="E422">${faults.join('')}</error>`;
  customers.push(form);
  return `<k:kunde nr="${customers.length}"/>`;
}

function found(number: number, form: Fields, withOrders: boolean): string {
  const element = (name: string, value: string | undefined): string =>
    value === undefined ? '' : `<k:${name}>${escaped(value)}</k:${name}>`;
  const lines = ['LINE1', 'LINE2', 'LINE3'].map((name) => element('zeile', form[name])).join('');
  const orders = '<k:auftrag nr="A-1" vom="01.11.2025">1999</k:auftrag><k:auftrag nr="A-2">500</k:auftrag>';
  return (
    `<k:kunde nr="${number}" art="${form['KDART']}" nl="${form['NL']}">` +
    element('vname', form['VNAME']) +
    element('name', form['NAME']) +
    element('gebdat', form['GEBDAT']) +
    element('krlim', form['KRLIM_CT']) +
    `<k:anschrift>${lines}</k:anschrift>${withOrders ? orders : ''}</k:kunde>`
  );
}
