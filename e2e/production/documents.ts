/** What the documents say, put on this machine: settings, proxy and command lines, with folders, ports and keys of this walk. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';

const block = (file: string, language: string): string => {
  const found = new RegExp('^```' + language + '\\n([^]*?)^```', 'm').exec(readFileSync(file, 'utf8'))?.[1];
  if (found === undefined) throw new Error(file + ' has no block of ' + language);
  return found;
};

export interface Site {
  root: string;
  settings_file: string;
  public_url: string;
  /** The certificate that clients trust. */
  ca: string;
  /** A merchant's own server, in the place of https://tv.example/. */
  tv: string;
  secret: string;
  env: { [name: string]: string | undefined };
  ports: { bff: number; tls: number };
}

/** Only what belongs to a machine is changed; every "..." of the README's settings has a value of its form. */
export async function makeSite(root: string, ports: Site['ports'], tv: string, secret: string): Promise<Site> {
  const etc = join(root, 'etc');
  mkdirSync(etc, { recursive: true, mode: 0o700 });
  mkdirSync(join(root, 'var'), { mode: 0o700 });
  const put = (name: string, text: string): void => writeFileSync(join(etc, name), text, { mode: 0o600 });
  const pair = (): { publicKey: string; privateKey: string } =>
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
  put('number-key', 'b0a5c1d2e3f405162738495a6b7c8d9e');
  put('apiclient_key.pem', pair().privateKey);
  put('api-v3-key', 'abcdefghijklmnopqrstuvwxyz012345');
  put('pub_key.pem', pair().publicKey);
  const tls = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    keySize: 2048,
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  put('tls.pem', tls.cert);
  put('tls.key', tls.private);
  const public_url = 'https://127.0.0.1:' + ports.tls;
  const settings = block('README.md', 'json')
    .replaceAll('/etc/lezhong', etc)
    .replaceAll('/var/lib/lezhong', join(root, 'var'))
    .replaceAll('https://pay.example', public_url)
    .replaceAll('https://tv.example/', tv)
    .replace('"port": 4000', '"port": ' + ports.bff)
    .replace('PUB_KEY_ID_...', 'PUB_KEY_ID_0119000000012026')
    .replace('wx...', 'wx1234567890abcdef')
    .replace('"..."', '"1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C"');
  put('lezhong.json', settings);
  const env = { ...process.env, MANGO_KEY: secret };
  return { root, settings_file: join(etc, 'lezhong.json'), public_url, ca: tls.cert, tv, secret, env, ports };
}

/** The proxy of docs/operate.md as a whole configuration for a user without rights. */
export function nginxConfig({ root, ports }: Site): string {
  const server = block('docs/operate.md', 'nginx')
    .replace('listen 443 ssl', 'listen 127.0.0.1:' + ports.tls + ' ssl')
    .replaceAll('/etc/lezhong', join(root, 'etc'))
    .replace('127.0.0.1:4000', '127.0.0.1:' + ports.bff);
  const at = (name: string): string => join(root, 'nginx', name);
  mkdirSync(join(root, 'nginx'));
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => name + '_temp_path ' + at(name) + ';').join(' ');
  const file = at('nginx.conf');
  writeFileSync(
    file,
    'daemon off; pid ' +
      at('pid') +
      '; error_log ' +
      at('error.log') +
      '; events {}\nhttp { access_log off; ' +
      temp +
      '\n' +
      server +
      '}\n',
  );
  return file;
}

/** The command lines of docs/operate.md, "A server". */
export function commandLines(site: Site): string[][] {
  return block('docs/operate.md', 'console')
    .trim()
    .split('\n')
    .map((line) => line.replace('/etc/lezhong/lezhong.json', site.settings_file).split(' '));
}
