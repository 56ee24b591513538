import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

const issuer = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** One element of DER (X.690 §8.1): its tag, length and content. */
function element(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const short = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...short]), content]);
}

const sequence = (...parts: Uint8Array[]) => element(0x30, ...parts);
const text = (tag: number, content: string) => element(tag, Buffer.from(content));
const objectId = (hex: string) => element(0x06, Buffer.from(hex, 'hex'));

/** id-at-commonName, 2.5.4.3. */
const name = sequence(element(0x31, sequence(objectId('550403'), text(0x0c, 'client'))));
/** ecdsa-with-SHA256, 1.2.840.10045.4.3.2. */
const algorithm = sequence(objectId('2a8648ce3d040302'));
const validity = sequence(text(0x17, '200101000000Z'), text(0x17, '491231235959Z'));

/** An X.509 certificate of this public key (RFC 5280 §4.1) in DER, signed by a test issuer. */
export function certificateOf(publicKey: KeyObject): Buffer {
  const serial = element(0x02, Buffer.from([1]));
  const subjectKey = publicKey.export({ type: 'spki', format: 'der' });
  const content = sequence(serial, algorithm, name, validity, name, subjectKey);
  const signature = element(0x03, Buffer.from([0]), sign('sha256', content, issuer.privateKey));
  return sequence(content, algorithm, signature);
}

/** The certificate as text for `x5c`: standard base64. */
export function x5cOf(publicKey: KeyObject): string {
  return certificateOf(publicKey).toString('base64');
}
