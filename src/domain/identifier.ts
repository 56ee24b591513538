/** A ULID: 48 bits of milliseconds, then 80 random bits, as 26 characters of Crockford's base 32 (github.com/ulid/spec). */
export const ulidPattern = '[0-9A-HJKMNP-TV-Z]{26}';

/** The form of a `client_id`: 1 to 255 visible ASCII characters, as RFC 6749 appendix A.1 without the space. */
export const clientIdPattern = '[!-~]{1,255}';

const ulid = new RegExp(`^${ulidPattern}$`);
const clientId = new RegExp(`^${clientIdPattern}$`);

/** Whether the text has the form of an id. Anything else matches no row, so the database is not queried. */
export function isUlid(text: string): boolean {
  return ulid.test(text);
}

/**
 * Names of properties that every JavaScript object has. Servers keep clients in objects by `client_id`: when a person logged in to
 * a client named `__proto__`, node-oidc-provider wrote the grant into the prototype of all objects, and refused every later login.
 */
const propertiesOfObjects: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Whether the text has the form of a `client_id`. No client has another one, so the database is not queried for it. */
export function isClientId(text: string): boolean {
  return clientId.test(text) && !propertiesOfObjects.has(text);
}

/** Visible ASCII only, because a tenant is written to rows and log lines. */
const tenant = /^[\x21-\x7E]{1,255}$/;

/** Whether the value is a valid tenant. */
export function isTenant(value: unknown): value is string {
  return typeof value === 'string' && tenant.test(value);
}
