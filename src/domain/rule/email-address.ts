/** Characters of an e-mail address, at most: a path has 256 with its angle brackets (RFC 5321 §4.5.3.1.3). */
export const maxAddressLength = 254;

/**
 * `Mailbox` of RFC 5321 §4.1.2 in ASCII, without quoted local parts and address literals. Local parts have at most 64
 * characters (§4.5.3.1.1).
 */
const mailbox =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

export function isEmailAddress(text: string): boolean {
  return text.length <= maxAddressLength && mailbox.test(text);
}
