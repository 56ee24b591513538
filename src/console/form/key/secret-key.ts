/**
 * Members that only a private or symmetric key has (RFC 7518 §6.2.2, §6.3.2, §6.4, RFC 8037 §2; `priv` of
 * draft-ietf-cose-dilithium). The server refuses them too. The console detects them so that they never leave the browser.
 */
const secretMembers: ReadonlySet<string> = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv', 'k']);

/** RFC 7468 §10 and §11, and the forms of older tools. */
export const pemPrivateKey = /-----BEGIN [A-Z ]*PRIVATE KEY/;

type Json = Readonly<Record<string, unknown>>;

/**
 * Whether a text contains private or symmetric key material, or may do so. It checks the text and not the parsed value: of
 * two members with the same name a parser keeps one, and a text that is still being typed cannot be parsed.
 */
export function holdsSecretKey(text: string): boolean {
  if (pemPrivateKey.test(text) || /"kty"\s*:\s*"oct"/.test(text)) return true;
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"\s*:/gs)].some(([, name = '']) =>
    secretMembers.has(unescaped(name)),
  );
}

/** Whether a parsed key contains a secret. */
export function isSecretKey(key: unknown): boolean {
  return isObject(key) && holdsSecretKey(JSON.stringify(key));
}

/**
 * The text that the dry run sends instead of one with a secret: the same keys at the same positions without their secret
 * members, so that all other issues are still found. A text that is not JSON is replaced by another one that is not JSON,
 * because it may contain a key in the notation of JavaScript or YAML.
 */
export function withoutSecrets(text: string): string {
  const parsed = parsedOf(text);
  if (parsed === undefined) return '{';
  return holdsSecretKey(text) ? JSON.stringify(stripped(parsed)) : text;
}

/** A JWK Set of the public parts, without keys that have none. Undefined for a text that is not JSON. */
export function publicParts(text: string): string | undefined {
  const parsed = parsedOf(text);
  if (parsed === undefined) return undefined;
  const keys = isObject(parsed) && Array.isArray(parsed.keys) ? parsed.keys : [parsed];
  const asymmetric = keys.filter((key) => isObject(key) && key.kty !== 'oct');
  const others = isObject(parsed) && Array.isArray(parsed.keys) ? parsed : {};
  return JSON.stringify(stripped({ ...others, keys: asymmetric }), null, 2);
}

/** The operation of the public key that corresponds to one of the private key (RFC 7517 §4.3). */
const publicOperation: Readonly<Record<string, string>> = {
  sign: 'verify',
  decrypt: 'encrypt',
  unwrapKey: 'wrapKey',
};

function stripped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stripped);
  if (!isObject(value)) return value;
  const wasPrivate = Object.keys(value).some((member) => secretMembers.has(member));
  const members = Object.entries(value).filter(([member]) => !secretMembers.has(member));
  return Object.fromEntries(
    members.flatMap(([member, inner]) => {
      if (!wasPrivate || member !== 'key_ops' || !Array.isArray(inner)) return [[member, stripped(inner)]];
      const operations = inner.flatMap((operation) => publicOperation[String(operation)] ?? []);
      return operations.length > 0 ? [[member, operations]] : [];
    }),
  );
}

function parsedOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `"\u0064"` is `d`. */
function unescaped(name: string): string {
  return String(parsedOf(`"${name}"`) ?? name);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
