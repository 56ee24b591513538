import type { Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { TestPage } from '../harness/browser.ts';
import { type Desk, faultsBesideRefusals, openDesk } from './desk.ts';

let desk: Desk;
let clientId: string;
const pages: TestPage[] = [];
beforeAll(async () => {
  desk = await openDesk();
  ({ clientId } = await desk.register({ name: 'Shown' }));
});
afterAll(() => desk.close());
afterEach(async () => {
  for (const opened of pages.splice(0)) {
    expect(faultsBesideRefusals(opened)).toEqual([]);
    await opened.close();
  }
});

async function enter(path: string, scope: string) {
  const opened = await desk.enter(path, {}, { role: '', scope, sub: 'reader' });
  pages.push(opened);
  return opened;
}

/** The enabled buttons and links of the client page, each with its section. */
async function usable(page: Page): Promise<string[]> {
  const parts = [
    ['client', '.page-head'],
    ['secret', 'section:has(> .row > #secrets)'],
  ] as const;
  const found = await Promise.all(
    parts.map(async ([part, place]) => {
      const controls = page.locator(place).locator('button:enabled, a.button');
      const texts = await controls.evaluateAll((all) => all.map((one) => one.childNodes[0]?.textContent));
      return texts.map((text) => `${part}: ${text}`);
    }),
  );
  return found.flat();
}

const ofClient = ['client: Edit', 'client: Suspend', 'client: Clone', 'client: Delete'];
const ofSecrets = ['secret: Rotate', 'secret: Add a secret', 'secret: Deactivate', 'secret: Delete'];
const noWriting = 'Your token cannot create or change clients. This requires an administrator';
const noSecrets = 'Your token cannot manage secrets.';
const noDeleting = 'Your token cannot delete or restore clients.';

describe('the client page enables what the token may do, and gives the reason for what it may not do', () => {
  test.each([
    ['oauth.clients:read', [], [noWriting, noSecrets, noDeleting]],
    ['oauth.clients:rotate', ofSecrets, [noWriting, noDeleting]],
    ['oauth.clients:delete', ['client: Delete'], [noWriting, noSecrets]],
    ['oauth.clients:write', [...ofClient, ...ofSecrets], []],
  ])('%s', async (scope, expected, reasons) => {
    const { page, axe } = await enter(`/clients/${clientId}`, scope);
    await page.getByRole('heading', { level: 1, name: 'Shown' }).waitFor();
    await page.locator('.secrets > li').waitFor();
    expect(await usable(page)).toEqual(expected);
    const notes = await page.getByRole('note').allTextContents();
    for (const reason of reasons) expect(notes.join()).toContain(reason);
    expect(notes.length).toBe(reasons.length > 0 ? 1 : 0);
    expect(await axe()).toBe('');
  });
});

test('the list does not offer registration to a token that may only read', async () => {
  const { page } = await enter('', 'oauth.clients:read');
  await page.getByRole('note').filter({ hasText: noWriting }).waitFor();
  await page.getByRole('link', { name: 'Shown' }).waitFor();
  expect(await page.getByRole('link', { name: 'Register a client' }).count()).toBe(0);
});

test('a disabled button gives its reason to a screen reader', async () => {
  const { page } = await enter(`/clients/${clientId}`, 'oauth.clients:read');
  const button = page.getByRole('button', { name: 'Suspend' });
  await button.waitFor();
  const id = (await button.getAttribute('aria-describedby')) ?? '';
  expect(await page.locator(`id=${id}`).textContent()).toContain(noWriting);
});

test.each(['/new', '/clients/{id}/edit'])(
  'the form at %s is disabled with the reason, sends no dry run and causes no refusal',
  async (path) => {
    const before = (await desk.gateway.rows()).auditEvents.length;
    const opened = await enter(path.replace('{id}', clientId), 'oauth.clients:read');
    const { page } = opened;
    await page.getByRole('note').filter({ hasText: noWriting }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Name' }).isDisabled()).toBe(true);
    expect(await page.locator('button[type=submit]').isDisabled()).toBe(true);
    await page.waitForTimeout(800);
    expect((await desk.gateway.rows()).auditEvents.length).toBe(before);
    expect(await opened.axe()).toBe('');
  },
);

test('a token without the right to restore is not offered to restore a deleted client', async () => {
  const { page } = await enter('/clients/app-none', 'oauth.clients:read');
  await page.getByRole('note').filter({ hasText: 'cannot delete or restore' }).waitFor();
  expect(await page.getByRole('button', { name: 'Restore' }).isDisabled()).toBe(true);
});

describe('a write that gets null data reports the failure without an exception', () => {
  const answers = [
    ['FORBIDDEN', 403, 'does not grant this operation'],
    ['UNAVAILABLE', 503, 'temporarily unavailable'],
    ['INTERNAL_SERVER_ERROR', 500, 'Internal error of the gateway'],
  ] as const;

  /** Answers one mutation like a gateway that fails during it. */
  async function failOn(page: Page, field: string, [code, status]: readonly [string, number, string]) {
    await page.route('**/graphql', (route: Route) => {
      if (!route.request().postData()?.includes(`${field}(`)) return route.continue();
      const errors = [{ message: 'failed', path: [field], extensions: { code, requestId: 'r' } }];
      return route.fulfill({ status, json: { errors, data: { [field]: null } } });
    });
  }

  /** Submits a form once for each response, and expects the text for that response. */
  async function expectReasons(page: Page, field: string, button: string) {
    for (const answer of answers) {
      await failOn(page, field, answer);
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('alert').filter({ hasText: answer[2] }).waitFor();
    }
  }

  test('Register', async () => {
    const opened = await desk.enter('/new');
    pages.push(opened);
    const { page } = opened;
    await page.getByRole('textbox', { name: 'Name' }).fill('Half');
    await page.getByRole('textbox', { name: 'Redirect URI 1', exact: true }).fill('https://a.example.com/cb');
    await expectReasons(page, 'createOAuthClient', 'Register');
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Half');
  });

  test('Save', async () => {
    const opened = await desk.enter(`/clients/${clientId}/edit`);
    pages.push(opened);
    const { page } = opened;
    await page.getByRole('textbox', { name: 'Name' }).fill('Other');
    await expectReasons(page, 'updateOAuthClient', 'Save changes');
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Other');
  });

  test('every dialog', async () => {
    const opened = await desk.enter(`/clients/${clientId}`);
    pages.push(opened);
    const { page } = opened;
    await page.locator('.secrets > li').waitFor();
    const dialog = page.getByRole('dialog');
    for (const [name, field] of [
      ['Suspend', 'suspendOAuthClient'],
      ['Clone', 'cloneOAuthClient'],
      ['Delete', 'deleteOAuthClient'],
      ['Rotate', 'rotateOAuthClientSecret'],
      ['Add a secret', 'addOAuthClientSecret'],
    ] as const) {
      await failOn(page, field, answers[1]);
      await page.locator('main').getByRole('button', { name, exact: true }).first().click();
      await dialog.locator('button[type=submit]').click();
      await dialog.getByRole('alert').filter({ hasText: 'temporarily unavailable' }).waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
    }
  });
});
