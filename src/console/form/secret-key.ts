/**
 * Members that only a private or symmetric key has (RFC 7518 §6.2.2, §6.3.2, §6.4, RFC 8037 §2; `priv` of draft-ietf-cose-dilithium).
 * The server refuses them too; here they are found so that they never leave the browser.
 */
const secretMembers: ReadonlySet<string> = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv', 'k']);

/** RFC 7468 §10 and §11, and the forms of older tools. */
export const pemPrivateKey = /-----BEGIN [A-Z ]*PRIVATE KEY/;

type Json = Readonly<Record<string, unknown>>;

/**
 * Whether a text holds private or symmetric key material, or may do so. It reads the text and not what it parses to: of two
 * members of the same name a parser keeps one, and a text that is still being typed parses to nothing.
 */
export function holdsSecretKey(text: string): boolean {
  if (pemPrivateKey.test(text) || /"kty"\s*:\s*"oct"/.test(text)) return true;
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"\s*:/gs)].some(([, name = '']) =>
    secretMembers.has(unescaped(name)),
  );
}

/** Whether a key, as parsed, is one that holds a secret. */
export function isSecretKey(key: unknown): boolean {
  return isObject(key) && holdsSecretKey(JSON.stringify(key));
}

/**
 * What the dry run sends in place of a text that holds a secret: the same keys in the same places without their secret
 * members, so that everything else that is wrong with them is still said. A text that is no JSON is sent as another that is
 * none: nobody knows what it holds, as a key in the notation of JavaScript or YAML.
 */
export function withoutSecrets(text: string): string {
  const parsed = parsedOf(text);
  if (parsed === undefined) return '{';
  return holdsSecretKey(text) ? JSON.stringify(stripped(parsed)) : text;
}

/** A JWK Set of the public parts; keys that have none are left out. Undefined for a text that is no JSON. */
export function publicParts(text: string): string | undefined {
  const parsed = parsedOf(text);
  if (parsed === undefined) return undefined;
  const keys = isObject(parsed) && Array.isArray(parsed.keys) ? parsed.keys : [parsed];
  const asymmetric = keys.filter((key) => isObject(key) && key.kty !== 'oct');
  const others = isObject(parsed) && Array.isArray(parsed.keys) ? parsed : {};
  return JSON.stringify(stripped({ ...others, keys: asymmetric }), null, 2);
}

/** What the holder of the public part does where the holder of the private one did this (RFC 7517 §4.3). */
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

/** `"\u0064"` is `d` all the same. */
function unescaped(name: string): string {
  return String(parsedOf(`"${name}"`) ?? name);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
