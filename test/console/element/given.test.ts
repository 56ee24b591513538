import { generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { TestPage } from '../../harness/browser.ts';
import { type Desk, faultsBesideRefusals, openDesk, patiently } from '../desk.ts';

/** Unchecked texts of callers. Each reverses its line and is wider than the page. */
const hostile = `alice\u202Emoc.live\u200B${'x'.repeat(230)}`;
const hostileTenant = 't'.repeat(250);

let desk: Desk;
let clientId: string;
let opened: TestPage | undefined;
beforeAll(async () => {
  desk = await openDesk();
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = { ...publicKey.export({ format: 'jwk' }), kid: hostile, use: 'sig', alg: 'ES256' };
  const input = {
    name: 'עברית (שם)',
    redirectUris: ['https://app.example.com/callback'],
    clientAuthMethods: ['PRIVATE_KEY_JWT', 'CLIENT_SECRET_BASIC'],
    jwks: JSON.stringify({ keys: [key] }),
  };
  const { body } = await desk.gateway.graphql(
    `mutation ($input: CreateOAuthClientInput!) { createOAuthClient(input: $input) {
      ... on CreateOAuthClientPayload { client { clientId } } ... on RegistrationError { issues { path message } } } }`,
    { input },
    { token: await desk.gateway.token({ sub: hostile, tenant: hostileTenant }) },
  );
  clientId = body.data.createOAuthClient.client.clientId;
});
afterAll(() => desk.close());
afterEach(async () => {
  const faults = opened && faultsBesideRefusals(opened);
  await opened?.close();
  opened = undefined;
  expect(faults ?? []).toEqual([]);
});

/** Characters in the page and its tooltips that reverse a line or are invisible. */
const hiddenInPage = `(() => {
  const page = document.documentElement.cloneNode(true);
  // A key set is edited as it is.
  for (const editor of page.querySelectorAll('textarea')) editor.remove();
  return page.outerHTML.match(/[\\u202A-\\u202E\\u200B\\u200E\\u200F]/gu);
})()`;
const overhang = 'document.documentElement.scrollWidth - innerWidth';

describe.each([
  ['a phone', { viewport: { width: 360, height: 780 }, isMobile: true, hasTouch: true }],
  ['a desktop', { viewport: { width: 1280, height: 900 } }],
])('on %s, text of callers neither changes the direction of a line nor widens the page', (_, options) => {
  test.each([
    ['the activity', '/activity', '.timeline > li'],
    ['a client', '/clients/{id}', '.timeline > li'],
    ['the list', '', '.client-name'],
    ['the form', '/clients/{id}/edit', '.option'],
  ])('in %s', async (_page, path, ready) => {
    opened = await desk.enter(path.replace('{id}', clientId), options, {
      sub: hostile,
      tenant: hostileTenant,
    });
    const { page } = opened;
    await page.locator(ready).first().waitFor();
    await page.locator('.account').click();
    expect(await page.evaluate(hiddenInPage)).toBeNull();
    expect(await page.evaluate<number>(overhang)).toBeLessThanOrEqual(0);
    const shown = await page
      .locator('bdi.given')
      .filter({ hasText: /^alice/ })
      .allTextContents();
    expect(shown.length).toBeGreaterThan(0);
    for (const text of shown) expect(text).toMatch(/^alice\[U\+202E\]moc\.live\[U\+200B\]x/);
    expect(await opened.axe()).toBe('');
  });
});

test('an actor is cut after 100 characters, with the full text in the tooltip', async () => {
  opened = await desk.enter('/activity', {}, { sub: hostile, tenant: hostileTenant });
  const actor = opened.page.locator('.timeline bdi', { hasText: 'alice' }).first();
  await actor.waitFor();
  expect(await actor.textContent()).toMatch(/^.{100}…$/);
  expect(await actor.getAttribute('title')).toContain('x'.repeat(230));
});

test('a name in a sentence is isolated in either direction', async () => {
  opened = await desk.enter(`/clients/${clientId}`, {}, { sub: hostile, tenant: hostileTenant });
  const { page } = opened;
  await page.getByRole('button', { name: 'Suspend' }).click();
  const heading = page.getByRole('dialog').getByRole('heading');
  expect(await heading.textContent()).toBe('Suspend עברית (שם)?');
  expect(await heading.locator('bdi').textContent()).toBe('עברית (שם)');
  expect(await page.title()).toBe('\u2068עברית (שם)\u2069 · Clientele');
});

test('the question about another sign-in shows hostile name and tenant as plain text', async () => {
  opened = await desk.enter('');
  const { page } = opened;
  await page.getByRole('heading', { level: 1, name: 'Clients' }).waitFor();
  const asked: string[] = [];
  page.on('dialog', (question) => {
    asked.push(question.message());
    void question.dismiss();
  });
  await page.evaluate(`location.hash = 'code=${desk.gateway.code({ sub: hostile, tenant: hostileTenant })}'`);
  await expect.poll(() => asked, patiently).toHaveLength(1);
  expect(asked[0]).toMatch(/as alice\[U\+202E\]moc\.live\[U\+200B\]x+… of tenant t+… and/);
  expect(asked[0]).not.toContain('\u202E');
});
