/*
 * The string form of a distinguished name (RFC 4514 §3). Every class excludes what may follow it, so matching takes linear
 * time.
 */
const hexPair = '[0-9A-Fa-f]{2}';
/** The escapes of §2.4: a special character, or one octet of a character in UTF-8. */
const pair = String.raw`\\(?:[\\ "#+,;<=>]|${hexPair})`;
const leading = String.raw`(?:[^\p{Cc} "#+,;<>\\]|${pair})`;
const inner = String.raw`(?:[^\p{Cc} "+,;<>\\]|${pair})`;
/** §2.4: an unescaped space is neither first nor last, and `#` is not first. No certificate has an empty value. */
const text = `${leading}(?: *${inner})*`;
const hexadecimal = `#(?:${hexPair})+`;
/** RFC 1779 §2.3, which RFC 4514 §2 allows a server to accept. */
const quoted = String.raw`"(?:[^\p{Cc}"\\]|${pair})+"`;
const number = '(?:0|[1-9][0-9]*)';
/** ITU-T X.660: the first arc is 0, 1 or 2, and under 0 and 1 the second is at most 39. */
const objectIdentifier = String.raw`(?:[01]\.(?:[0-9]|[12][0-9]|3[0-9])|2\.${number})(?:\.${number})*`;
const type = `(?:[A-Za-z][A-Za-z0-9-]*|${objectIdentifier})`;

const attribute = `${type}=(?:${hexadecimal}|${text})`;
const looseAttribute = `${type} *= *(?:${hexadecimal}|${quoted}|${text}) *`;

const canonicalName = new RegExp(`^${attribute}(?:[,+]${attribute})*$`, 'u');
const anyName = new RegExp(`^${looseAttribute}(?:[,+] *${looseAttribute})*$`, 'u');

/** Whether the text is a distinguished name, also in the older forms with spaces around separators or quoted values. */
export function isDistinguishedName(name: string): boolean {
  return anyName.test(name) && name.isWellFormed() && hasOnlyUtf8Escapes(name);
}

/** Whether a distinguished name has the exact form of RFC 4514 §3. */
export function isCanonicalDistinguishedName(name: string): boolean {
  return canonicalName.test(name);
}

/** Consecutive hexadecimal octets must be complete characters in UTF-8: `\C3` alone is not. */
function hasOnlyUtf8Escapes(name: string): boolean {
  const escapes = name.match(/(?:\\[0-9A-Fa-f]{2})+|\\./gsu) ?? [];
  return escapes.filter(({ length }) => length > 2).every(isUtf8);
}

function isUtf8(escapes: string): boolean {
  const octets = Buffer.from(escapes.replaceAll('\\', ''), 'hex');
  // Malformed octets are decoded to U+FFFD, which has other octets.
  return Buffer.from(octets.toString()).equals(octets);
}
