import { exportJWK, generateKeyPair } from 'jose';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { TestPage } from '../harness/browser.ts';
import { type Desk, faultsBesideRefusals, openDesk, patiently } from './desk.ts';

let desk: Desk;
let opened: TestPage | undefined;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());
afterEach(async () => {
  const faults = opened && faultsBesideRefusals(opened);
  await opened?.close();
  opened = undefined;
  expect(faults ?? []).toEqual([]);
});

async function enter(
  { clientId, name }: { readonly clientId: string; readonly name: string },
  claims: Parameters<Desk['enter']>[2] = {},
): Promise<Page> {
  opened = await desk.enter(`/clients/${clientId}`, {}, claims);
  await opened.page.getByRole('heading', { level: 1, name }).waitFor();
  return opened.page;
}

/** Presses a button of the page and then the confirming button of the dialog. */
async function confirm(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click();
}

/** Another administrator changes a client meanwhile. */
async function renameElsewhere(clientId: string, name: string): Promise<void> {
  const { body } = await desk.gateway.graphql(
    'mutation ($input: UpdateOAuthClientInput!) { updateOAuthClient(input: $input) { __typename } }',
    { input: { clientId, name } },
  );
  expect(body.data.updateOAuthClient.__typename).toBe('UpdateOAuthClientPayload');
}

async function statusOf(clientId: string): Promise<string | undefined> {
  const query = 'query ($clientId: String!) { oauthClient(clientId: $clientId) { status } }';
  return (await desk.gateway.graphql(query, { clientId })).body.data.oauthClient?.status;
}

/** Makes the gateway answer a call with an error. */
async function answer(page: Page, operation: string, error: object): Promise<void> {
  await page.route('**/graphql', (route) =>
    route.request().postData()?.includes(operation)
      ? route.fulfill({ json: { errors: [error] } })
      : route.continue(),
  );
}

/** From now on the gateway receives a token that may only read, while the console still has the other rights. */
async function weaken(page: Page): Promise<void> {
  const authorization = `Bearer ${await desk.gateway.token({ role: 'security_admin' })}`;
  await page.route('**/graphql', (route) =>
    route.continue({ headers: { ...route.request().headers(), authorization } }),
  );
}

/** The value beside a label in the list of the registered metadata. */
async function factOf(page: Page, name: string): Promise<string | null> {
  return page
    .locator('dt', { hasText: new RegExp(`^${name}$`) })
    .locator('+ dd')
    .first()
    .textContent();
}

describe('the registered metadata', () => {
  test('is complete, and a hostile name is shown as text', async () => {
    const client = await desk.register({
      name: '<img src=x onerror=alert(1)>',
      redirectUris: ['https://a.example.com/cb', 'https://b.example.com/cb'],
      scopes: ['openid', 'email'],
      grantTypes: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN'],
      website: 'https://a.example.com/',
      logoUrl: 'https://a.example.com/logo.png',
    });
    const page = await enter(client);
    expect(await factOf(page, 'client_id')).toContain(client.clientId);
    expect(await factOf(page, 'Redirect URIs')).toBe('https://a.example.com/cbhttps://b.example.com/cb');
    expect(await factOf(page, 'Scopes')).toBe('openidemail');
    expect(await factOf(page, 'Grant types')).toBe('authorization_coderefresh_token');
    expect(await factOf(page, 'Web origins')).toBe('https://a.example.comhttps://b.example.com');
    expect(await factOf(page, 'Logo')).toBe('https://a.example.com/logo.png');
    expect(await factOf(page, 'Version')).toBe('1');
    expect(await page.locator('img').count()).toBe(0);
  });

  test('lists the keys that are used instead of a secret', async () => {
    const [ec, rsa] = await Promise.all(
      ['ES256', 'PS256'].map(async (alg) => exportJWK((await generateKeyPair(alg)).publicKey)),
    );
    const client = await desk.register({
      name: 'With keys',
      fapiProfile: 'FAPI2_SECURITY',
      clientAuthMethods: ['PRIVATE_KEY_JWT'],
      jwks: JSON.stringify({
        keys: [
          { ...ec, kid: 'ec', alg: 'ES256', use: 'sig' },
          { ...rsa, kid: 'rsa', alg: 'PS256' },
        ],
      }),
    });
    const page = await enter(client);
    await page.getByText('It authenticates with the keys below').waitFor();
    expect(await page.getByRole('button', { name: 'Rotate' }).count()).toBe(0);
    expect(await page.getByRole('row').allTextContents()).toEqual([
      'kidktyCurve or sizealguse',
      'ecECP-256ES256sig',
      'rsaRSA2048 bitsPS256–',
    ]);
    expect(await opened?.axe()).toBe('');
  });

  test('says that a public client has no secret', async () => {
    const page = await enter(await desk.register({ name: 'Public one', isConfidential: false }));
    await page.getByText('This client is public and has no secret').waitFor();
  });
});

describe('a client', () => {
  test('can be suspended and activated, each after a question', async () => {
    const client = await desk.register({ name: 'On and off' });
    const page = await enter(client);
    await page.getByRole('button', { name: 'Suspend' }).click();
    expect(await opened?.axe()).toBe('');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await statusOf(client.clientId)).toBe('ACTIVE');
    await confirm(page, 'Suspend');
    await page.getByText('On and off was suspended.').waitFor();
    expect(await statusOf(client.clientId)).toBe('SUSPENDED');
    await confirm(page, 'Activate');
    await page.getByText('On and off was activated.').waitFor();
    expect(await statusOf(client.clientId)).toBe('ACTIVE');
  });

  test('that someone else has changed is not overwritten, and the page offers to reload it', async () => {
    const client = await desk.register({ name: 'Contended' });
    const page = await enter(client);
    await renameElsewhere(client.clientId, 'Renamed');
    await confirm(page, 'Suspend');
    const alert = page.getByRole('alert').filter({ hasText: 'The client was changed by someone else' });
    await alert.waitFor();
    expect(await opened?.axe()).toBe('');
    expect(await statusOf(client.clientId)).toBe('ACTIVE');
    await alert.getByRole('button', { name: 'Reload the client' }).click();
    await page.getByRole('heading', { level: 1, name: 'Renamed' }).waitFor();
    await confirm(page, 'Suspend');
    await page.getByText('Renamed was suspended.').waitFor();
  });

  test('can be cloned, and the secret of the clone is shown', async () => {
    const client = await desk.register({ name: 'Original' });
    const page = await enter(client);
    await confirm(page, 'Clone');
    const once = page.getByRole('dialog', { name: 'Client secret' });
    await once.getByRole('checkbox').check();
    await once.getByRole('button', { name: 'Done' }).click();
    await page.getByText('Clone of Original created.').waitFor();
    expect(page.url()).not.toContain(client.clientId);
    await page.getByText('Registered as a clone').waitFor();
  });

  test('can be deleted and restored while the notice says so', async () => {
    const client = await desk.register({ name: 'Gone and back' });
    const page = await enter(client);
    await confirm(page, 'Delete');
    await page.getByRole('heading', { level: 1, name: 'Clients' }).waitFor();
    const notice = page.locator('.notice', { hasText: 'Gone and back was deleted.' });
    expect(await notice.textContent()).toContain('(in 30 days)');
    expect(await statusOf(client.clientId)).toBeUndefined();
    expect(await opened?.axe()).toBe('');
    await page.getByRole('link', { name: 'Audit log' }).click();
    await notice.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Gone and back was restored.').waitFor();
    expect(await statusOf(client.clientId)).toBe('ACTIVE');
    expect(await notice.count()).toBe(0);
    expect(await opened?.axe()).toBe('');
    await page.getByRole('link', { name: 'Open the client' }).click();
    await page.getByRole('heading', { level: 1, name: 'Gone and back' }).waitFor();
  });

  test('is in the open list again after it is restored, and the focus stays in the page', async () => {
    const page = await enter(await desk.register({ name: 'Back in the list' }));
    await confirm(page, 'Delete');
    await page.getByRole('heading', { name: 'Clients' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Back in the list', exact: true }).waitFor();
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
  });

  test('can be restored without losing input on another page', async () => {
    const page = await enter(await desk.register({ name: 'Back beside a draft' }));
    await confirm(page, 'Delete');
    await page.getByRole('link', { name: 'Register a client' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Half a client');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Back beside a draft was restored.').waitFor();
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Half a client');
    const asked: string[] = [];
    page.once('dialog', (question) => {
      asked.push(question.message());
      void question.dismiss();
    });
    await page.getByRole('link', { name: 'Open the client' }).click();
    expect(asked).toEqual([expect.stringContaining('unsaved changes')]);
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Half a client');
  });

  test.each(['UNAVAILABLE', 'INTERNAL_SERVER_ERROR'])(
    'is reported as possibly cloned if the response is %s',
    async (code) => {
      const page = await enter(await desk.register({ name: 'Perhaps cloned' }));
      await answer(page, 'mutation CloneOAuthClient', { message: 'Something failed.', extensions: { code } });
      await confirm(page, 'Clone');
      await page.getByRole('dialog').getByText('The client may have been cloned').waitFor();
      expect(await opened?.axe()).toBe('');
    },
  );

  test('is not cloned if the token lacks the right', async () => {
    const page = await enter(await desk.register({ name: 'Not cloned' }));
    await weaken(page);
    await confirm(page, 'Clone');
    await page.getByRole('dialog').getByRole('alert').waitFor();
    expect(await page.getByText('The client may have been cloned').count()).toBe(0);
  });

  test('that was deleted can be restored at its address, which still shows its audit log', async () => {
    const client = await desk.register({ name: 'Deleted before' });
    const page = await enter(client);
    await confirm(page, 'Delete');
    await page.getByRole('button', { name: 'Dismiss' }).click();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Client not found' }).waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Deleted' }).first().waitFor();
    expect(await opened?.axe()).toBe('');
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByRole('heading', { level: 1, name: 'Deleted before' }).waitFor();
  });

  test('that never existed is reported with the reason it cannot be restored', async () => {
    opened = await desk.enter('/clients/unknown');
    const { page } = opened;
    await page.getByRole('heading', { level: 1, name: 'Client not found' }).waitFor();
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByRole('alert').filter({ hasText: 'CLIENT_NOT_FOUND' }).waitFor();
  });
});

describe('a missing right of the token is named', () => {
  test.each([
    ['Suspend', 'oauth.clients:write'],
    ['Rotate', 'oauth.clients:rotate'],
    ['Delete', 'oauth.clients:delete'],
  ])('%s', async (button, scope) => {
    const client = await desk.register({ name: 'Not yours' });
    const page = await enter(client);
    await weaken(page);
    await confirm(page, button);
    const alert = page.getByRole('dialog').getByRole('alert');
    await alert.filter({ hasText: 'does not grant this operation' }).waitFor();
    expect(await alert.textContent()).toContain(scope);
    expect(await statusOf(client.clientId)).toBe('ACTIVE');
  });
});

describe('an error for which the console has no text', () => {
  const error = {
    message: 'Invalid argument. See the list of problems.',
    extensions: {
      code: 'INVALID_ARGUMENT',
      issues: [{ path: ['first'], code: 'PAGE_SIZE', message: 'Ask for fewer.', reference: null }],
    },
  };

  test('is shown with each problem that the gateway lists', async () => {
    const page = await enter(await desk.register({ name: 'Listed' }));
    await answer(page, 'query AuditEvents', error);
    await page.getByRole('link', { name: 'Audit log' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'Invalid request.' });
    expect(await alert.getByRole('listitem').textContent()).toBe('first Ask for fewer.PAGE_SIZE');
    expect(await opened?.axe()).toBe('');
  });

  test('is shown in Chinese if its code is known, and is otherwise marked as English', async () => {
    const client = await desk.register({ name: 'Translated' });
    opened = await desk.enter(`/clients/${client.clientId}`, { locale: 'zh-CN' });
    const { page } = opened;
    await page.getByRole('heading', { level: 1, name: 'Translated' }).waitFor();
    await answer(page, 'query AuditEvents', error);
    await page.getByRole('link', { name: '审计日志' }).click();
    await page.getByRole('alert').getByText('请求参数错误，详见 errors。').waitFor();
    await page.getByRole('alert').getByText('每页必须为 1 到 100 项。').waitFor();
    await answer(page, 'query AuditEvents', { message: 'New.', extensions: { code: 'NEW_CODE' } });
    await page.getByRole('button', { name: '重试' }).click();
    const sentence = page.getByRole('alert').getByText('New.');
    await sentence.waitFor();
    expect(await sentence.getAttribute('lang')).toBe('en');
  });
});

test('lists every scope that allows reading if the right to read is missing', async () => {
  opened = await desk.open('/console');
  const { page } = opened;
  await page.getByLabel('Bearer token').fill(await desk.gateway.token({ role: 'clerk' }));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page
    .getByText(
      'or one of the scopes oauth.clients:read, oauth.clients:write, oauth.clients:rotate and oauth.clients:delete.',
    )
    .waitFor();
});

describe('a secret', () => {
  /** The dialog that shows a secret, and the secret. */
  async function shownOnce(page: Page) {
    const dialog = page.getByRole('dialog', { name: 'Client secret' });
    const plaintext = (await dialog.locator('.secret').textContent()) ?? '';
    expect(plaintext.length).toBeGreaterThan(40);
    return { dialog, plaintext };
  }

  test('can be rotated, is shown once, and disappears when the dialog is closed', async () => {
    const client = await desk.register({ name: 'Rotated' });
    const page = await enter(client);
    await page.getByRole('button', { name: 'Rotate' }).click();
    expect(await opened?.axe()).toBe('');
    const asking = page.getByRole('dialog');
    await asking.getByLabel('Old secrets stay valid for').selectOption('1 day');
    await asking.getByLabel('Description').fill('After the move');
    await asking.getByRole('button', { name: 'Rotate' }).click();
    const { dialog, plaintext } = await shownOnce(page);
    expect(await opened?.axe()).toBe('');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.mouse.click(5, 5);
    expect(await dialog.locator('.secret').textContent()).toBe(plaintext);
    expect(await dialog.getByRole('button', { name: 'Done' }).isDisabled()).toBe(true);
    await dialog.getByLabel('I have stored the secret').check();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await dialog.waitFor({ state: 'detached' });
    const left = await page.evaluate<string>(
      'document.documentElement.outerHTML + JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state])',
    );
    expect(left).not.toContain(plaintext);
    const secrets = page.locator('.secrets > li');
    expect(await secrets.nth(0).textContent()).toContain(`…${plaintext.slice(-4)}ActiveAfter the move`);
    expect(await secrets.nth(1).textContent()).toMatch(
      new RegExp(`…${client.secret?.lastFour}Retiring.*\\(in 2[34] hours\\)`),
    );
    await page.getByRole('listitem').filter({ hasText: 'Secret rotated' }).waitFor();
  });

  test('that was just created stays visible when the token expires', async () => {
    const client = await desk.register({ name: 'In the last second' });
    // The gateway accepts a token for another 30 seconds, because clocks differ.
    const page = await enter(client, { ttl: -18 });
    const end = Date.now() + 13_000;
    await page.getByRole('button', { name: 'Rotate' }).click();
    await page.route('**/graphql', async (route) => {
      const isRead = route.request().postData()?.includes('"query OAuthClient') ?? false;
      if (isRead) await new Promise((resolve) => setTimeout(resolve, Math.max(0, end - Date.now())));
      await route.continue();
    });
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click();
    const { dialog, plaintext } = await shownOnce(page);
    const again = page.getByRole('dialog', { name: 'Your session has ended' });
    await again.getByLabel('Bearer token').fill(await desk.gateway.token());
    await again.getByRole('button', { name: 'Sign in' }).click();
    await again.waitFor({ state: 'detached' });
    expect(await dialog.locator('.secret').textContent()).toBe(plaintext);
    await dialog.getByLabel('I have stored the secret').check();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.locator('.secrets > li', { hasText: `…${plaintext.slice(-4)}` }).waitFor();
  });

  test('stays visible when its client is deleted', async () => {
    const client = await desk.register({ name: 'Deleted underneath' });
    const page = await enter(client);
    let deleted: Promise<unknown> | undefined;
    await page.route('**/graphql', async (route) => {
      const isRead = route.request().postData()?.includes('"query OAuthClient') ?? false;
      if (isRead) {
        deleted ??= desk.gateway.graphql(
          'mutation ($clientId: String!) { deleteOAuthClient(input: { clientId: $clientId }) { __typename } }',
          { clientId: client.clientId },
        );
        await deleted;
      }
      await route.continue();
    });
    await confirm(page, 'Rotate');
    const { dialog, plaintext } = await shownOnce(page);
    await page.getByText('Client not found').waitFor();
    expect(await dialog.locator('.secret').textContent()).toBe(plaintext);
    await dialog.getByLabel('I have stored the secret').check();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('heading', { level: 1, name: 'Client not found' }).waitFor();
    expect(await page.content()).not.toContain(plaintext);
  });

  test('that is being created is waited for, and the back button asks first', async () => {
    const client = await desk.register({ name: 'Not by accident' });
    const page = await enter(client);
    await page.getByRole('link', { name: 'Audit log' }).click();
    await page.goBack();
    await page.getByRole('button', { name: 'Clone' }).click();
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('mutation CloneOAuthClient')) await released;
      await route.continue();
    });
    const asking = page.getByRole('dialog');
    await asking.getByRole('button', { name: 'Clone' }).click();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    expect(await asking.getByRole('button', { name: 'Cancel' }).isDisabled()).toBe(true);
    release();
    const { dialog, plaintext } = await shownOnce(page);
    const asked: string[] = [];
    page.once('dialog', (question) => {
      asked.push(question.message());
      void question.dismiss();
    });
    await page.evaluate('history.forward()');
    await expect.poll(() => asked, patiently).toEqual([expect.stringContaining('stored the secret')]);
    expect(await dialog.locator('.secret').textContent()).toBe(plaintext);
  });

  test('that leaked can be revoked immediately', async () => {
    const client = await desk.register({ name: 'Leaked' });
    const page = await enter(client);
    await page.getByRole('button', { name: 'Rotate' }).click();
    const asking = page.getByRole('dialog');
    await asking.getByLabel('Old secrets').selectOption('Revoke immediately (after a leak)');
    await asking.getByText('The client cannot authenticate until it uses the new secret.').waitFor();
    await asking.getByRole('button', { name: 'Rotate' }).click();
    const { dialog } = await shownOnce(page);
    await dialog.getByLabel('I have stored the secret').check();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.locator('.secrets > li', { hasText: 'Inactive' }).waitFor();
  });

  test('can be copied', async () => {
    const client = await desk.register({ name: 'Copied' });
    opened = await desk.enter(`/clients/${client.clientId}`, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const { page } = opened;
    await confirm(page, 'Rotate');
    const { dialog, plaintext } = await shownOnce(page);
    await dialog.getByRole('button', { name: 'Copy client_secret' }).click();
    await dialog.getByText('Copied').waitFor();
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(plaintext);
  });

  test('can be added, deactivated and deleted', async () => {
    const client = await desk.register({ name: 'Two of them' });
    const page = await enter(client);
    await page.getByRole('button', { name: 'Add a secret' }).click();
    await page.getByRole('dialog').getByLabel('Description').fill('For staging');
    await page.getByRole('dialog').getByLabel('Expires').fill('2199-12-31T12:00');
    await page.getByRole('dialog').getByRole('button', { name: 'Add a secret' }).click();
    const { dialog } = await shownOnce(page);
    expect(await dialog.textContent()).toContain('Dec 31, 2199');
    await dialog.getByLabel('I have stored the secret').check();
    await dialog.getByRole('button', { name: 'Done' }).click();
    const added = page.locator('.secrets > li', { hasText: 'For staging' });
    expect(await page.locator('.secrets > li').count()).toBe(2);
    await added.getByRole('button', { name: 'Deactivate' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
    await added.getByText('Inactive').waitFor();
    await added.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await added.waitFor({ state: 'detached' });
    expect(await page.locator('.secrets > li').count()).toBe(1);
  });

  test('with an invalid year of expiry does not break the page', async () => {
    const page = await enter(await desk.register({ name: 'Far off' }));
    await page.getByRole('button', { name: 'Add a secret' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Expires').fill('12026-01-01T12:00');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { level: 1, name: 'Far off' }).waitFor();
  });

  test('with an expiry in the past is refused with the clause, and the form stays open', async () => {
    const page = await enter(await desk.register({ name: 'Too late' }));
    await page.getByRole('button', { name: 'Add a secret' }).click();
    await page.getByRole('dialog').getByLabel('Expires').fill('2001-01-01T12:00');
    await page.getByRole('dialog').getByRole('button', { name: 'Add a secret' }).click();
    const alert = page.getByRole('dialog').getByRole('alert');
    await alert.filter({ hasText: 'expiresAt' }).waitFor();
    expect(await page.getByRole('dialog').getByLabel('Expires').inputValue()).toBe('2001-01-01T12:00');
  });
});

describe('the audit log', () => {
  test('shows who changed which field, and what was refused', async () => {
    const client = await desk.register({ name: 'Audited', scopes: ['openid', 'email'] });
    const update = (input: object) =>
      desk.gateway.graphql(
        'mutation ($input: UpdateOAuthClientInput!) { updateOAuthClient(input: $input) { __typename } }',
        { input: { clientId: client.clientId, ...input } },
      );
    await update({ scopes: ['openid', 'phone'] });
    await update({ redirectUris: ['ftp://files.example.com'] });
    const page = await enter(client);
    const events = page.locator('.timeline > li');
    await expect.poll(() => events.count(), patiently).toBe(3);
    expect(await events.nth(0).textContent()).toMatch(
      /^UpdatedRefused.*by alice.*execute or open this scheme.*REDIRECT_URI_SCHEME/,
    );
    expect(await events.nth(1).textContent()).toMatch(/^Updated.*scopes− Before: email\+ Now: phone/);
    expect(await events.nth(2).textContent()).toMatch(/^Registered.*127\.0\.0\.1/);
  });

  test('loads page after page', async () => {
    const client = await desk.register({ name: 'Busy' });
    for (let times = 0; times < 12; times++) await renameElsewhere(client.clientId, `Busy ${times}`);
    const page = await enter({ ...client, name: 'Busy 11' });
    await expect
      .poll(async () => {
        await page.mouse.wheel(0, 4000);
        return page.locator('.timeline > li').count();
      }, patiently)
      .toBe(13);
  });

  test('of the tenant has its own page, with a filter for refusals', async () => {
    const client = await desk.register({ name: 'Of the tenant' });
    const page = await enter(client);
    await page.getByRole('link', { name: 'Audit log' }).click();
    await page.getByRole('heading', { level: 1, name: 'Audit log' }).waitFor();
    await page.getByRole('link', { name: client.clientId }).first().waitFor();
    expect(await opened?.axe()).toBe('');
    await page.getByLabel('Outcome').selectOption('Refused');
    await page.getByRole('link', { name: client.clientId }).first().waitFor({ state: 'detached' });
  });
});

test('an exception in one page leaves the other pages and the session usable', async () => {
  const client = await desk.register({ name: 'Sound' });
  opened = await desk.enter('/nowhere');
  const { page, faults } = opened;
  await page.getByRole('heading', { level: 1, name: 'Page not found' }).waitFor();
  await page.evaluate('globalThis.kept = Intl.DateTimeFormat; delete Intl.DateTimeFormat');
  await page.getByRole('link', { name: 'Go to clients' }).click();
  await page.getByRole('heading', { level: 1, name: 'This page failed' }).waitFor();
  expect(await opened.axe()).toBe('');
  await page.evaluate('Intl.DateTimeFormat = globalThis.kept');
  await page.getByRole('button', { name: 'Reload the page' }).click();
  await page.getByRole('link', { name: client.name }).waitFor();
  expect(faults.splice(0).join()).toContain('DateTimeFormat');
});

test('an unknown address of the console is reported as such', async () => {
  opened = await desk.enter('/nowhere/at/all');
  const { page } = opened;
  await page.getByRole('heading', { level: 1, name: 'Page not found' }).waitFor();
  await page.getByRole('link', { name: 'Go to clients' }).click();
  await page.getByRole('heading', { level: 1, name: 'Clients' }).waitFor();
});
