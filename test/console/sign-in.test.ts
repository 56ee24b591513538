import type { Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openBrowser, type TestPage } from '../harness/browser.ts';
import { openGateway } from '../harness/gateway.ts';
import { createDatabase, startPostgres } from '../harness/postgres-server.ts';
import { type Desk, faultsBesideRefusals, openDesk, patiently } from './desk.ts';

/** Requests in ten seconds, a limit above what one test sends. */
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

/** Answers the browser's own dialogs, and records them. */
function answerQuestions({ page }: TestPage, isYes: boolean): string[] {
  const asked: string[] = [];
  page.on('dialog', (question) => {
    asked.push(question.message());
    void (isYes ? question.accept() : question.dismiss());
  });
  return asked;
}

/** A form with unsaved input. */
async function typeDraft({ page }: TestPage): Promise<void> {
  await page.getByRole('link', { name: 'Register a client' }).first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Half a client');
}

const draftOf = ({ page }: TestPage) => page.getByRole('textbox', { name: 'Name' }).inputValue();

async function signIn({ page }: TestPage, token: string): Promise<void> {
  await page.getByLabel('Bearer token').fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Everything that a page can store in a browser. */
async function storageOf({ page }: TestPage): Promise<string> {
  return page.evaluate<string>(
    'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state, location.href, document.documentElement.outerHTML])',
  );
}

test('the token field is not a password field, which a password manager would save, and hides its text', async () => {
  const opened = await open();
  const field = opened.page.getByLabel('Bearer token');
  expect(await field.getAttribute('type')).toBe('text');
  expect(await field.getAttribute('autocomplete')).toBe('off');
  const veil = () =>
    field.evaluate((input) => getComputedStyle(input).getPropertyValue('-webkit-text-security'));
  expect(await veil()).toBe('disc');
  await opened.page.getByLabel('Show the token').check();
  expect(await veil()).toBe('none');
  expect(await opened.axe()).toBe('');
});

describe('an invalid token shows the reason and does not sign in', () => {
  test.each([
    ['nothing', '', 'Paste a token first.'],
    ['no JWT', 'let me in', 'Not a valid token'],
    ['a token without its last part', 'eyJhbGciOiJub25lIn0.e30', 'Not a valid token'],
  ])('%s', async (_name, token, reason) => {
    const opened = await open();
    await signIn(opened, token);
    await opened.page.getByRole('alert').filter({ hasText: reason }).waitFor();
    expect(await opened.page.getByRole('heading', { level: 1 }).textContent()).toBe('Sign in');
    expect(await opened.axe()).toBe('');
  });

  test('an expired token, with its expiry', async () => {
    const opened = await open();
    await signIn(opened, await desk.gateway.token({ ttl: -3600 }));
    const alert = opened.page.getByRole('alert').filter({ hasText: 'token expired on' });
    expect(await alert.textContent()).toContain('(60 minutes ago)');
  });

  test('a token of another issuer', async () => {
    const opened = await open();
    const [head, , signature] = (await desk.gateway.token()).split('.');
    const claims = Buffer.from('{"sub":"mallory","tenant_id":"acme","role":"admin"}').toString('base64url');
    await signIn(opened, `${head}.${claims}.${signature}`);
    const alert = opened.page.getByRole('alert').filter({ hasText: 'does not accept this token' });
    expect(await alert.textContent()).toBe(
      'The gateway does not accept this token. The signature of the token is wrong.',
    );
    await opened.page.getByLabel('Language').selectOption('zh-CN');
    const chineseAlert = opened.page.getByRole('alert').filter({ hasText: '网关不接受此令牌' });
    expect(await chineseAlert.textContent()).toBe('网关不接受此令牌。令牌的签名不正确。');
  });

  test('a token without the right to read, with the missing right', async () => {
    const opened = await open();
    await signIn(opened, await desk.gateway.token({ role: 'clerk' }));
    await opened.page.getByRole('alert').filter({ hasText: 'This requires the right to read' }).waitFor();
  });
});

test('a valid token opens the requested page, and shows the user and the tenant', async () => {
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

describe('the link with a one-time code', () => {
  test('signs in once, and leaves neither the code nor a token in browser storage', async () => {
    const code = desk.gateway.code();
    const opened = await open(`/console#code=${code}`);
    await opened.page.getByRole('heading', { level: 1, name: 'Clients' }).waitFor();
    expect(opened.page.url()).toBe(`${desk.gateway.url}/console`);
    expect(await storageOf(opened)).not.toMatch(/eyJ/);
    expect(await storageOf(opened)).not.toContain(code);
    await opened.page.goBack();
    expect(opened.page.url()).not.toContain(code);
    const other = await open(`/console#code=${code}`);
    await other.page.getByRole('alert').filter({ hasText: 'already used' }).waitFor();
    expect(other.page.url()).toBe(`${desk.gateway.url}/console`);
    expect(await other.axe()).toBe('');
  });

  test('of another gateway, or with a made-up code, does not sign in', async () => {
    const opened = await open('/console#code=AAAAAAAAAAAAAAAAAAAAAA');
    await opened.page.getByRole('alert').filter({ hasText: 'already used or has expired' }).waitFor();
    await opened.page.getByRole('button', { name: 'Sign in' }).waitFor();
  });

  test('a fragment with a token does not sign in, with or without a session', async () => {
    const token = await desk.gateway.token({ sub: 'mallory', tenant: 'evil' });
    const opened = await open(`/console#token=${token}`);
    await opened.page.getByRole('button', { name: 'Sign in' }).waitFor();
    await signIn(opened, await desk.gateway.token());
    await opened.page.getByRole('heading', { level: 1, name: 'Clients' }).waitFor();
    const asked = answerQuestions(opened, true);
    await opened.page.evaluate(`location.hash = 'token=${token}x'`);
    await opened.page.reload();
    await opened.page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(asked).toEqual([]);
  });

  test('stays signed in while the database is down, after a retry or a reload', async () => {
    const server = await startPostgres();
    onTestFinished(server.remove);
    const own = await openGateway('PostgreSQL', { databaseUrl: await createDatabase(server.url) });
    onTestFinished(own.close);
    const browser = await openBrowser();
    onTestFinished(browser.close);
    const codes = [own.code(), own.code()];
    await server.stop();
    const opened = await Promise.all(
      codes.map(async (code) => {
        const one = await browser.open();
        one.page.setDefaultTimeout(30_000);
        await one.page.goto(`${own.url}/console#code=${code}`);
        await one.page.getByRole('alert').filter({ hasText: 'temporarily unavailable' }).waitFor();
        return one.page;
      }),
    );
    await server.start();
    await expect.poll(async () => (await fetch(`${own.url}/readyz`)).status, patiently).toBe(200);
    await opened[0]?.getByRole('button', { name: 'Try again' }).click();
    await opened[1]?.reload();
    for (const page of opened) await page.getByRole('heading', { level: 1, name: 'Clients' }).waitFor();
  });

  test('stays signed in when the database goes down after the code was exchanged', async () => {
    const opened = await desk.open('/readyz');
    pages.push(opened);
    let isDown = true;
    await opened.page.route('**/graphql', (route) => {
      if (!isDown) return route.continue();
      const body = { errors: [{ message: 'down', extensions: { code: 'UNAVAILABLE' } }] };
      return route.fulfill({ status: 503, json: body });
    });
    await opened.page.goto(`${desk.gateway.url}/console#code=${desk.gateway.code()}`);
    await opened.page.getByRole('alert').filter({ hasText: 'temporarily unavailable' }).waitFor();
    isDown = false;
    await opened.page.getByRole('button', { name: 'Try again' }).click();
    await opened.page.getByRole('heading', { level: 1, name: 'Clients' }).waitFor();
  });
});

test('reloading the page signs out', async () => {
  const opened = await enter();
  await opened.page.reload();
  await opened.page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  expect(await storageOf(opened)).not.toMatch(/eyJ/);
});

test('signing out removes everything that was shown', async () => {
  await desk.register({ name: 'Confidential thing' });
  const opened = await enter();
  await opened.page.getByRole('link', { name: 'Confidential thing' }).waitFor();
  await opened.page.getByRole('button', { name: 'alice' }).click();
  expect(await opened.axe()).toBe('');
  await opened.page.getByRole('button', { name: 'Sign out' }).click();
  await opened.page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  expect(await storageOf(opened)).not.toMatch(/Confidential thing|eyJ/);
});

describe('input is not lost without a question when', () => {
  test('the user signs out', async () => {
    const opened = await enter();
    const asked = answerQuestions(opened, false);
    await typeDraft(opened);
    await opened.page.getByRole('button', { name: 'alice' }).click();
    await opened.page.getByRole('button', { name: 'Sign out' }).click();
    expect(asked).toEqual([expect.stringContaining('unsaved changes')]);
    expect(await draftOf(opened)).toBe('Half a client');
  });

  test('the user changes the tenant', async () => {
    const opened = await enter('', {}, { role: 'super_admin', tenant: 'head-office', sub: 'root' });
    const asked = answerQuestions(opened, false);
    await typeDraft(opened);
    await opened.page.getByRole('button', { name: 'root' }).click();
    await opened.page.getByLabel('Switch to another tenant').fill('acme');
    await opened.page.getByRole('button', { name: 'Switch' }).click();
    expect(asked).toEqual([expect.stringContaining('unsaved changes')]);
    expect(await draftOf(opened)).toBe('Half a client');
    expect(await opened.page.getByRole('banner').first().textContent()).toContain('head-office');
  });

  test('the user pastes the token of another person, which is then not used', async () => {
    const opened = await enter('', {}, { ttl: 200 });
    const asked = answerQuestions(opened, false);
    await typeDraft(opened);
    await opened.page.getByRole('button', { name: 'New token' }).click();
    const dialog = opened.page.getByRole('dialog', { name: 'Continue with a new token' });
    await dialog.getByLabel('Bearer token').fill(await desk.gateway.token({ sub: 'bob' }));
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.getByRole('alert').filter({ hasText: 'The token was not used' }).waitFor();
    expect(asked).toEqual([expect.stringContaining('unsaved changes')]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(await draftOf(opened)).toBe('Half a client');
    await opened.page.getByRole('button', { name: 'alice' }).waitFor();
  });
});

describe('a link with a code during a session', () => {
  async function followLink(opened: TestPage, code: string): Promise<void> {
    await opened.page.evaluate(`location.hash = 'code=${code}'`);
  }

  test('asks, with the name and the tenant of the token, and changes nothing if declined', async () => {
    const opened = await enter();
    const asked = answerQuestions(opened, false);
    await followLink(opened, desk.gateway.code({ sub: 'mallory', tenant: 'evil' }));
    await expect
      .poll(() => asked, patiently)
      .toEqual([expect.stringContaining('signs you in as mallory of tenant evil')]);
    await opened.page.getByRole('button', { name: 'alice' }).waitFor();
    expect(await storageOf(opened)).not.toMatch(/eyJ/);
  });

  test('is followed if confirmed', async () => {
    const opened = await enter();
    const asked = answerQuestions(opened, true);
    await followLink(opened, desk.gateway.code({ sub: 'bob', tenant: 'globex' }));
    await opened.page.getByRole('button', { name: 'bob' }).waitFor();
    expect(asked).toHaveLength(1);
  });

  test('does not sign in again after the user signed out during the check', async () => {
    const opened = await enter();
    const asked = answerQuestions(opened, true);
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const isOfBob = (request: Request) => {
      const [, claims = ''] = request.headers().authorization?.split('.') ?? [];
      return Buffer.from(claims, 'base64url').toString().includes('"bob"');
    };
    await opened.page.route('**/graphql', async (route) => {
      if (isOfBob(route.request())) await released;
      await route.continue();
    });
    const checked = opened.page.waitForRequest(isOfBob);
    await followLink(opened, desk.gateway.code({ sub: 'bob' }));
    const asking = await checked;
    await opened.page.getByRole('button', { name: 'alice' }).click();
    await opened.page.getByRole('button', { name: 'Sign out' }).click();
    release();
    await asking.response();
    await opened.page.getByRole('button', { name: 'Sign in' }).waitFor();
    await opened.page.waitForTimeout(500);
    expect(await opened.page.getByRole('heading', { level: 1 }).textContent()).toBe('Sign in');
    expect(asked).toEqual([]);
  });
});

test('a late refusal of the old token does not end a session that has a new one', async () => {
  const opened = await enter('', {}, { ttl: 200 });
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let isTaken = false;
  await opened.page.route('**/graphql', async (route) => {
    const isFirst = !isTaken && route.request().postData()?.includes('"SUSPENDED"');
    if (!isFirst) return route.continue();
    isTaken = true;
    await released;
    // The gateway's response to an expired token.
    await route.continue({ headers: { ...route.request().headers(), authorization: 'Bearer over' } });
  });
  const late = opened.page.waitForResponse((response) => response.status() === 401);
  await opened.page.getByLabel('Status').selectOption('SUSPENDED');
  await opened.page.getByRole('button', { name: 'New token' }).click();
  const dialog = opened.page.getByRole('dialog');
  await dialog.getByLabel('Bearer token').fill(await desk.gateway.token({ ttl: 7300 }));
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.waitFor({ state: 'detached' });
  release();
  await late;
  await opened.page.waitForTimeout(300);
  expect(await opened.page.getByRole('dialog').count()).toBe(0);
});

test('a token whose exp is outside the range of dates opens the pages', async () => {
  const opened = await enter('', {}, { ttl: 9_999_999_999_999 });
  await opened.page.getByRole('button', { name: 'alice' }).waitFor();
});

test('an expiring token causes a warning, and can be replaced without losing the page', async () => {
  const opened = await enter('', {}, { ttl: 200 });
  await opened.page.getByRole('status').filter({ hasText: 'less than five minutes' }).waitFor();
  await opened.page.getByLabel('Name, client_id or redirect URI host').fill('a name without clients');
  await opened.page.getByRole('button', { name: 'New token' }).click();
  const dialog = opened.page.getByRole('dialog', { name: 'Continue with a new token' });
  expect(await opened.axe()).toBe('');
  await dialog.getByLabel('Bearer token').fill(await desk.gateway.token({ ttl: 7300 }));
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await opened.page.getByRole('banner').first().textContent()).toContain('Token: 2 hr left');
  expect(await opened.page.getByLabel('Name, client_id or redirect URI host').inputValue()).toBe(
    'a name without clients',
  );
  // The button that opened the dialog is gone.
  expect(await opened.page.evaluate('document.activeElement.tagName')).toBe('H1');
});

describe('when the gateway refuses the token', () => {
  /** A page whose token has expired, as if that happened while the user typed. */
  async function openEnded() {
    // The gateway accepts a token for another 30 seconds, because clocks differ.
    const opened = await enter('', {}, { ttl: -23 });
    await opened.page.waitForTimeout(7500);
    await opened.page.getByLabel('Name, client_id or redirect URI host').fill('half a word');
    const dialog = opened.page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.waitFor();
    return { opened, dialog };
  }

  test('the console asks for a new one above the page, and the same user continues there', async () => {
    const { opened, dialog } = await openEnded();
    await opened.page.keyboard.press('Escape');
    await opened.page.keyboard.press('Escape');
    expect(await dialog.isVisible()).toBe(true);
    expect(await opened.axe()).toBe('');
    await dialog.getByLabel('Bearer token').fill(await desk.gateway.token());
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await opened.page.getByLabel('Name, client_id or redirect URI host').inputValue()).toBe(
      'half a word',
    );
    await opened.page.getByText('No clients match.').waitFor();
    expect(await opened.page.getByRole('alert').count()).toBe(0);
  });

  test('another user starts with a new session', async () => {
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
  test('can change the tenant, and sees that it is not their own', async () => {
    await desk.register({ name: 'Of acme' });
    const opened = await enter('', {}, { role: 'super_admin', tenant: 'head-office', sub: 'root' });
    await opened.page.getByText('No clients yet.').waitFor();
    await opened.page.getByRole('button', { name: 'root' }).click();
    await opened.page.getByLabel('Switch to another tenant').fill('acme');
    expect(await opened.axe()).toBe('');
    await opened.page.getByRole('button', { name: 'Switch' }).click();
    await opened.page.getByRole('link', { name: 'Of acme' }).waitFor();
    await opened.page.getByRole('button', { name: 'root' }).click();
    await opened.page.getByText('acme (your tenant: head-office)').waitFor();
  });

  test('is the only user who can change the tenant', async () => {
    const opened = await enter();
    await opened.page.getByRole('button', { name: 'alice' }).click();
    expect(await opened.page.getByLabel('Switch to another tenant').count()).toBe(0);
  });
});

test('an unreachable gateway is reported as such, with a retry', async () => {
  const opened = await enter();
  await opened.page.route('**/graphql', (route) => route.abort());
  await opened.page.getByLabel('Status').selectOption('SUSPENDED');
  await opened.page.getByText('The gateway cannot be reached.').waitFor();
  await opened.page.unroute('**/graphql');
  await opened.page.getByRole('button', { name: 'Try again' }).click();
  await opened.page.getByText('No clients match.').waitFor();
  expect(opened.faults.splice(0).filter((fault) => !fault.includes('net::ERR_FAILED'))).toEqual([]);
});

test('too many requests are reported as such, with the time to wait', async () => {
  const opened = await enter('', {}, { sub: 'greedy' });
  const token = await desk.gateway.token({ sub: 'greedy' });
  const ask = () => desk.gateway.graphql('{ registrationProfiles { title } }', {}, { token });
  await Promise.all(Array.from({ length: perActor }, ask));
  await opened.page.getByLabel('Status').selectOption('ACTIVE');
  const alert = opened.page.getByRole('alert').filter({ hasText: 'Too many requests.' });
  expect(await alert.textContent()).toMatch(/Try again in \d+ seconds?\./);
  expect(await alert.textContent()).toMatch(/Request ID [0-9a-f-]{36}/);
  expect(await opened.axe()).toBe('');
});
