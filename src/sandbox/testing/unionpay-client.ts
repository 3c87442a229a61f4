/** A plain ACP client for tests, written apart from the server. It checks every answer's certificate chain and signature. */
import { constants, createHash, createPrivateKey, privateDecrypt, publicEncrypt, sign, verify, X509Certificate } from 'node:crypto';
import type { World } from '../../protocol/world.ts';
import { beijing } from '../../protocol/world.ts';
import type { Bench } from './bench.ts';

export type Form = Record<string, string>;

export interface CardAnswer {
  raw: string;
  fields: Form;
  /** Signature, chain and subject are right; dates are not looked at, since tests hold the clock. */
  verified: boolean;
}

export const BACK = '/gateway/api/backTransReq.do';
export const QUERY = '/gateway/api/queryTrans.do';
export const FILE = '/';

const TYPES = {
  sms: ['77', '02'],
  openSms: ['77', '00'],
  openQuery: ['78', '00'],
  open: ['79', '00'],
  consume: ['01', '01'],
  void: ['31', '00'],
  refund: ['04', '00'],
  query: ['00', '00'],
  encryptCert: ['95', '00'],
  token: ['79', '05'],
  tokenDelete: ['74', '01'],
  file: ['76', '01'],
} as const;
export type Deed = keyof typeof TYPES;

/** Reads "k=v&k={..&..}&k=v"; a value ends at the "&" outside braces that a name and "=" follow. */
export function readAnswer(text: string): Form {
  const fields: Form = {};
  let rest = text;
  while (rest) {
    const name = rest.slice(0, rest.indexOf('='));
    rest = rest.slice(name.length + 1);
    let depth = 0;
    let end = 0;
    while (end < rest.length && (depth > 0 || rest[end] !== '&')) {
      if (rest[end] === '{') depth += 1;
      if (rest[end] === '}') depth -= 1;
      end += 1;
    }
    fields[name] = rest.slice(0, end);
    rest = rest.slice(end + 1);
  }
  return fields;
}

function hashed(fields: Form): Buffer {
  const pairs = Object.entries(fields).filter(([name]) => name !== 'signature');
  pairs.sort(([a], [b]) => (a < b ? -1 : 1));
  const text = pairs.map((pair) => pair.join('=')).join('&');
  return Buffer.from(createHash('sha256').update(text, 'utf8').digest('hex'), 'latin1');
}

/** The names that the official kits accept. */
const SIGNERS: ReadonlySet<string> = new Set(['中国银联股份有限公司', '00040000:SIGN']);

export function goodSignature(fields: Form, root_pem: string, middle_pem: string): boolean {
  const { signPubKeyCert = '', signature = '' } = fields;
  if (!signPubKeyCert.includes('\r\n') || signPubKeyCert.endsWith('\n')) return false;
  const [root, middle, own] = [root_pem, middle_pem, signPubKeyCert].map((pem) => new X509Certificate(pem)) as [
    X509Certificate,
    X509Certificate,
    X509Certificate,
  ];
  const chained = middle.verify(root.publicKey) && own.verify(middle.publicKey) && middle.ca && !own.ca;
  const name = /CN=([^\n]*)/.exec(own.subject)?.[1] ?? '';
  return (
    chained &&
    SIGNERS.has(name.split('@')[2] ?? '') &&
    verify('RSA-SHA256', hashed(fields), own.publicKey, Buffer.from(signature, 'base64'))
  );
}

export interface UnionpayClient {
  send(deed: Deed, own: Form, how?: { path?: string; spoil?: (form: Form) => void }): Promise<CardAnswer>;
  /** RSA to the newest encryption certificate this client knows. */
  conceal(text: string | Buffer): string;
  /** customerInfo of these members; those that must be are encrypted. */
  customer(members: Form): string;
  /** The card number in an answer's accNo. */
  reveal(cipher: string): string;
  useCertificate(pem: string): void;
  verifyNotice(body: string): { fields: Form; verified: boolean };
}

export function unionpayClient(bench: Bench<World>): UnionpayClient {
  const { unionpay } = bench.manifest;
  const key = createPrivateKey(bench.file(unionpay.sign_key_file));
  const [root, middle] = [bench.file(unionpay.root_certificate_file), bench.file(unionpay.middle_certificate_file)];
  let encrypting = new X509Certificate(bench.file(unionpay.encrypt_certificate_file));
  const serial = (certificate: X509Certificate): string => BigInt(`0x${certificate.serialNumber}`).toString(10);
  const conceal = (text: string | Buffer): string =>
    publicEncrypt({ key: encrypting.publicKey, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(text)).toString('base64');
  return {
    conceal,
    customer({ phoneNo, cvn2, expired, ...open }) {
      const secret = Object.entries({ phoneNo, cvn2, expired }).filter(([, value]) => value !== undefined);
      const encryptedInfo = secret.map((pair) => pair.join('=')).join('&');
      const all = { ...open, ...(encryptedInfo ? { encryptedInfo: conceal(encryptedInfo) } : {}) };
      const text = Object.entries(all).map((pair) => pair.join('='));
      return Buffer.from(`{${text.join('&')}}`).toString('base64');
    },
    reveal(cipher) {
      const block = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, Buffer.from(cipher, 'base64'));
      return block.subarray(block.indexOf(0, 2) + 1).toString();
    },
    useCertificate: (pem) => void (encrypting = new X509Certificate(pem)),
    verifyNotice(body) {
      const fields = Object.fromEntries(new URLSearchParams(body));
      return { fields, verified: goodSignature(fields, root, middle) };
    },
    async send(deed, own, { path, spoil } = {}) {
      const [txnType, txnSubType] = TYPES[deed];
      const form: Form = {
        version: '5.1.0',
        encoding: 'UTF-8',
        signMethod: '01',
        certId: serial(new X509Certificate(bench.file(unionpay.sign_certificate_file))),
        txnType,
        txnSubType,
        bizType: deed === 'query' || deed === 'encryptCert' || deed === 'file' ? '000000' : '000301',
        accessType: '0',
        channelType: '07',
        merId: unionpay.mer_id,
        txnTime: beijing(bench.world.now()).replace(/\D/g, ''),
        encryptCertId: serial(encrypting),
        ...own,
      };
      for (const [name, value] of Object.entries(form)) if (value === '') delete form[name];
      form['signature'] = sign('RSA-SHA256', hashed(form), key).toString('base64');
      spoil?.(form);
      const usual = deed === 'query' ? QUERY : deed === 'file' ? FILE : BACK;
      const answer = await fetch(unionpay.base_url + (path ?? usual), { method: 'POST', body: new URLSearchParams(form) });
      const raw = await answer.text();
      if (answer.status !== 200 || !raw.includes('respCode=')) return { raw, fields: {}, verified: false };
      const fields = readAnswer(raw);
      return { raw, fields, verified: goodSignature(fields, root, middle) };
    },
  };
}
