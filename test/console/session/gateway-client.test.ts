import { afterEach, expect, test, vi } from 'vitest';
import { OAuthClientsDocument } from '../../../src/console/document.ts';
import { openClient } from '../../../src/console/session/gateway-client.ts';

afterEach(() => vi.unstubAllGlobals());

test('every later request sends the position of the last write, so that a replica shows that write', async () => {
  const sent: (string | null)[] = [];
  const answers = [undefined, '0/A', undefined, '0/B', undefined];
  vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
    const headers = new Headers(init.headers);
    expect(headers.get('authorization')).toBe('Bearer a.b.c');
    sent.push(headers.get('clientele-position'));
    const position = answers[sent.length - 1];
    return Response.json(
      { data: { oauthClients: null } },
      { headers: position === undefined ? {} : { 'Clientele-Position': position } },
    );
  });
  const client = openClient({ token: 'a.b.c' }, () => {});
  for (const _ of answers)
    await client.query(OAuthClientsDocument, { first: 1, withTotal: false }).toPromise();
  expect(sent).toEqual([null, null, '0/A', '0/A', '0/B']);
});
