import { describe, expect, test } from 'vitest';
import { withRegisteredLifetimes } from '../../src/oidc-provider/token-lifetime.ts';

type Lifetimes = NonNullable<Parameters<typeof withRegisteredLifetimes>[0]>;
type Kind = 'AccessToken' | 'ClientCredentials' | 'RefreshToken' | 'IdToken';
type AnyLifetime = (ctx: unknown, token: unknown, client: unknown) => number;

const registered = { accessTokenLifetime: 1, refreshTokenLifetime: 2, idTokenLifetime: 3 };
const unset = { accessTokenLifetime: null, refreshTokenLifetime: null, idTokenLifetime: null };

/** The lifetime of a token of a client with the metadata that the adapter gives it. */
function secondsOf(kind: Kind, clientele: object | undefined, ttl?: Lifetimes, token: object = {}): number {
  const lifetime = withRegisteredLifetimes(ttl)[kind] as AnyLifetime;
  return lifetime({ oidc: { entities: {} } }, token, { clientele });
}

describe('the lifetime of a token', () => {
  test.each<[Kind, number, number]>([
    ['AccessToken', 1, 3600],
    ['ClientCredentials', 1, 600],
    ['RefreshToken', 2, 1_209_600],
    ['IdToken', 3, 3600],
  ])('%s is that of the client, else that of the operator, else the default', (kind, own, fallback) => {
    expect(secondsOf(kind, registered, { [kind]: 50 })).toBe(own);
    expect(secondsOf(kind, unset, { [kind]: 50 })).toBe(50);
    expect(secondsOf(kind, unset, { [kind]: () => 60 })).toBe(60);
    expect(secondsOf(kind, undefined, { [kind]: 50 })).toBe(50);
    expect(secondsOf(kind, unset)).toBe(fallback);
  });

  test('is that of the resource server if neither the client nor the operator sets one', () => {
    const token = { resourceServer: { accessTokenTTL: 70 } };
    expect(secondsOf('AccessToken', unset, {}, token)).toBe(70);
    expect(secondsOf('AccessToken', registered, {}, token)).toBe(1);
  });

  test('of another kind is the setting of the operator', () => {
    expect(withRegisteredLifetimes({ Session: 80 }).Session).toBe(80);
  });
});
