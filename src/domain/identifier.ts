/** A ULID: 48 bits of milliseconds, then 80 random bits, as 26 characters of Crockford's base 32 (github.com/ulid/spec). */
export const ulidPattern = '[0-9A-HJKMNP-TV-Z]{26}';

/** A `client_id` of ours: `app-` and the client's own ULID. */
export const clientIdPattern = `app-${ulidPattern}`;

const ulid = new RegExp(`^${ulidPattern}$`);
const clientId = new RegExp(`^${clientIdPattern}$`);

/** Whether the text can be an id at all. Anything else is nobody's, and asking the database with it could only fail. */
export function isUlid(text: string): boolean {
  return ulid.test(text);
}

/** Whether the text can be a `client_id` at all. */
export function isClientId(text: string): boolean {
  return clientId.test(text);
}

/** A tenant is an identifier, not prose: it goes into rows and log lines. */
const tenant = /^[\x21-\x7E]{1,255}$/;

/** Whether the value can name a tenant. */
export function isTenant(value: unknown): value is string {
  return typeof value === 'string' && tenant.test(value);
}
