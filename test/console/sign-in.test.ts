import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { TestPage } from '../harness/browser.ts';
import { type Desk, faultsBesideRefusals, openDesk } from './desk.ts';

/** Requests in ten seconds: more than a test makes as one person. */
const perActor = 80;

let desk: Desk;
const pages: TestPage[] = [];
beforeAll(async () => {
  desk = await openDesk({ rateLimit: { actor: perActor, address: 100_000 } });
});
afterAll(() => desk.close());
afterEach(async () => {
  for (const opened of pages.splice(0)) {
    expect(faultsBesideRefusals(opened)).toEqual([]);
    await opened.close();
  }
});

async function open(path = '/console') {
  const opened = await desk.open(path);
  pages.push(opened);
  return opened;
}

async function enter(...given: Parameters<Desk['enter']>) {
  const opened = await desk.enter(...given);
  pages.push(opened);
  await opened.page.getByRole('heading', { level: 1, name: 'Clients' }).waitFor();
  return opened;
}

async function signIn({ page }: TestPage, token: string): Promise<void> {
  await page.getByLabel('Bearer token').fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Everything that a page can leave in a browser. */
async function storageOf({ page }: TestPage): Promise<string> {
  return page.evaluate<string>(
    'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state, location.href, document.documentElement.outerHTML])',
  );
}

describe('a token that is not good says why, and lets nobody in', () => {
  test.each([
    ['nothing', '', 'Paste a token first.'],
    ['no JWT', 'let me in', 'This is no token'],
    ['one without its last part', 'eyJhbGciOiJub25lIn0.e30', 'This is no token'],
  ])('%s', async (_name, token, reason) => {
    const opened = await open();
    await signIn(opened, token);
    await opened.page.getByRole('alert').filter({ hasText: reason }).waitFor();
    expect(await opened.page.getByRole('heading', { level: 1 }).textContent()).toBe('Sign in');
    expect(await opened.axe()).toBe('');
  });

  test('an expired one, with the time of its end', async () => {
    const opened = await open();
    await signIn(opened, await desk.gateway.token({ ttl: -3600 }));
    const alert = opened.page.getByRole('alert').filter({ hasText: 'has expired' });
    expect(await alert.textContent()).toContain('(60 minutes ago)');
  });

  test('one of another issuer', async () => {
    const opened = await open();
    const [head, , signature] = (await desk.gateway.token()).split('.');
    const claims = Buffer.from('{"sub":"mallory","tenant_id":"acme","role":"admin"}').toString('base64url');
    await signIn(opened, `${head}.${claims}.${signature}`);
    await opened.page.getByRole('alert').filter({ hasText: 'does not accept this token' }).waitFor();
  });

  test('one without the right to read, with the right that is missing', async () => {
    const opened = await open();
    await signIn(opened, await desk.gateway.token({ role: 'clerk' }));
    await opened.page.getByRole('alert').filter({ hasText: 'It needs the right to read' }).waitFor();
  });
});

test('a good token opens the page whose address was asked for, and says who works where', async () => {
  const { clientId } = await desk.register({ name: 'Asked for' });
  const opened = await open(`/console/clients/${clientId}`);
  await signIn(opened, `  ${await desk.gateway.token({ ttl: 1800 })}\n`);
  await opened.page.getByRole('heading', { level: 1, name: 'Asked for' }).waitFor();
  const header = await opened.page.getByRole('banner').first().textContent();
  expect(header).toContain('acme');
  expect(header).toContain('alice');
  expect(header).toMatch(/Token: (29|30) min left/);
  expect(await opened.page.title()).toBe('Asked for · Clientele');
});

test('the token of a link leaves the address bar, and is in nothing that the browser keeps', async () => {
  const opened = await enter();
  expect(opened.page.url()).toBe(`${desk.gateway.url}/console`);
  expect(await storageOf(opened)).not.toMatch(/eyJ/);
  await opened.page.goBack();
  expect(opened.page.url()).not.toMatch(/eyJ/);
});

test('reloading forgets the token', async () => {
  const opened = await enter();
  await opened.page.reload();
  await opened.page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  expect(await storageOf(opened)).not.toMatch(/eyJ/);
});

test('signing out leaves nothing of what was shown', async () => {
  await desk.register({ name: 'Confidential thing' });
  const opened = await enter();
  await opened.page.getByRole('link', { name: 'Confidential thing' }).waitFor();
  await opened.page.getByRole('button', { name: 'alice' }).click();
  expect(await opened.axe()).toBe('');
  await opened.page.getByRole('button', { name: 'Sign out' }).click();
  await opened.page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  expect(await storageOf(opened)).not.toMatch(/Confidential thing|eyJ/);
});

test('a token that ends is warned of, and another one takes its place without losing the page', async () => {
  const opened = await enter('', {}, { ttl: 200 });
  await opened.page.getByRole('status').filter({ hasText: 'less than five minutes' }).waitFor();
  await opened.page.getByLabel('Name contains').fill('nobody has this name');
  await opened.page.getByRole('button', { name: 'New token' }).click();
  const dialog = opened.page.getByRole('dialog', { name: 'Go on with a new token' });
  expect(await opened.axe()).toBe('');
  await dialog.getByLabel('Bearer token').fill(await desk.gateway.token({ ttl: 7300 }));
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await opened.page.getByRole('banner').first().textContent()).toContain('Token: 2 hr left');
  expect(await opened.page.getByLabel('Name contains').inputValue()).toBe('nobody has this name');
});

describe('when the gateway takes the token no more', () => {
  /** A page whose token has ended: as if its time had run out while somebody typed. */
  async function openEnded() {
    // The gateway goes on for half a minute after the end, because clocks differ.
    const opened = await enter('', {}, { ttl: -23 });
    await opened.page.waitForTimeout(7500);
    await opened.page.getByLabel('Name contains').fill('half a word');
    const dialog = opened.page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.waitFor();
    return { opened, dialog };
  }

  test('it asks for another one over the page, which is still there for the same person', async () => {
    const { opened, dialog } = await openEnded();
    await opened.page.keyboard.press('Escape');
    await opened.page.keyboard.press('Escape');
    expect(await dialog.isVisible()).toBe(true);
    expect(await opened.axe()).toBe('');
    await dialog.getByLabel('Bearer token').fill(await desk.gateway.token());
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await opened.page.getByLabel('Name contains').inputValue()).toBe('half a word');
    await opened.page.getByText('No client matches.').waitFor();
    expect(await opened.page.getByRole('alert').count()).toBe(0);
  });

  test('another person begins anew', async () => {
    const { opened, dialog } = await openEnded();
    const requests: string[] = [];
    opened.page.on('request', (request) => requests.push(request.headers().authorization ?? ''));
    const token = await desk.gateway.token({ sub: 'bob', tenant: 'globex' });
    await dialog.getByLabel('Bearer token').fill(token);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await opened.page.getByRole('button', { name: 'bob' }).waitFor();
    await opened.page.getByRole('status').filter({ hasText: '0 clients' }).waitFor();
    expect(new Set(requests)).toEqual(new Set([`Bearer ${token}`]));
  });
});

describe('a super_admin', () => {
  test('works in another tenant, and sees that it is not its own', async () => {
    await desk.register({ name: 'Of acme' });
    const opened = await enter('', {}, { role: 'super_admin', tenant: 'head-office', sub: 'root' });
    await opened.page.getByText('No client is registered yet.').waitFor();
    await opened.page.getByRole('button', { name: 'root' }).click();
    await opened.page.getByLabel('Work in another tenant').fill('acme');
    expect(await opened.axe()).toBe('');
    await opened.page.getByRole('button', { name: 'Switch' }).click();
    await opened.page.getByRole('link', { name: 'Of acme' }).waitFor();
    await opened.page.getByRole('button', { name: 'root' }).click();
    await opened.page.getByText('acme (your own is head-office)').waitFor();
  });

  test('is the only one who is offered it', async () => {
    const opened = await enter();
    await opened.page.getByRole('button', { name: 'alice' }).click();
    expect(await opened.page.getByLabel('Work in another tenant').count()).toBe(0);
  });
});

test('a gateway that cannot be reached is said to be that, and asked again', async () => {
  const opened = await enter();
  await opened.page.route('**/graphql', (route) => route.abort());
  await opened.page.getByLabel('Status').selectOption('SUSPENDED');
  await opened.page.getByText('The gateway cannot be reached.').waitFor();
  await opened.page.unroute('**/graphql');
  await opened.page.getByRole('button', { name: 'Try again' }).click();
  await opened.page.getByText('No client matches.').waitFor();
  expect(opened.faults.splice(0).filter((fault) => !fault.includes('net::ERR_FAILED'))).toEqual([]);
});

test('too many requests are said to be that, with the time to wait', async () => {
  const opened = await enter('', {}, { sub: 'greedy' });
  const token = await desk.gateway.token({ sub: 'greedy' });
  const ask = () => desk.gateway.graphql('{ registrationProfiles { title } }', {}, { token });
  await Promise.all(Array.from({ length: perActor }, ask));
  await opened.page.getByLabel('Status').selectOption('ACTIVE');
  const alert = opened.page.getByRole('alert').filter({ hasText: 'Too many requests.' });
  expect(await alert.textContent()).toMatch(/Try again in \d+ seconds?\./);
  expect(await alert.textContent()).toMatch(/Request id [0-9a-f-]{36}/);
  expect(await opened.axe()).toBe('');
});
