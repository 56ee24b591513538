import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser, type TestBrowser, type TestPage } from '../harness/browser.ts';
import { openGateway, type TestGateway } from '../harness/gateway.ts';
import {
  nameField,
  openConsolePage,
  registerClient,
  scrollToTop,
  summary,
  uriRow,
} from './form/form-page.ts';

let gateway: TestGateway;
let browser: TestBrowser;
let opened: TestPage | undefined;

beforeAll(async () => {
  [gateway, browser] = await Promise.all([openGateway('PostgreSQL'), openBrowser()]);
});
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});
afterAll(async () => {
  await browser?.close();
  await gateway?.close();
});

async function openForm(fields: object = {}) {
  const clientId = await registerClient(gateway, fields);
  opened = await openConsolePage(browser, gateway, `/clients/${clientId}/edit`);
  await nameField(opened.page).waitFor();
  const inputs: Readonly<Record<string, unknown>>[] = [];
  opened.page.on('request', (request) => {
    const body = request.postData() ?? '';
    if (body.includes('mutation UpdateOAuthClient')) inputs.push(JSON.parse(body).variables.input);
  });
  return { ...opened, clientId, inputs };
}

async function stored(clientId: string) {
  const { body } = await gateway.graphql(
    'query ($clientId: String!) { oauthClient(clientId: $clientId) { name website redirectUris scopes version } }',
    { clientId },
  );
  return body.data.oauthClient;
}

const changeName = (clientId: string, name: string) =>
  gateway.graphql(
    'mutation ($input: UpdateOAuthClientInput!) { updateOAuthClient(input: $input) { __typename } }',
    { input: { clientId, name } },
  );

test('sends only the changed fields, with the version that was loaded', async () => {
  const { page, clientId, inputs, faults } = await openForm({ website: 'https://shop.example/' });
  expect(await page.getByRole('button', { name: 'Save changes' }).isDisabled()).toBe(true);
  await page.getByRole('textbox', { name: 'Home page' }).fill('');
  await page.getByRole('button', { name: 'Add a redirect URI' }).click();
  await page.keyboard.type('https://shop.example/second');
  await page.getByText('Changed fields: Redirect URIs, Home page.').waitFor();
  await summary(page).getByText('No problems found.').waitFor();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.waitForURL(/\/console\/clients\/[^/]+$/);
  await page.getByRole('region', { name: 'Notices' }).getByText('Shop was saved.').waitFor();
  const redirectUris = ['https://shop.example/callback', 'https://shop.example/second'];
  expect(inputs).toEqual([{ clientId, expectedVersion: 1, website: null, redirectUris }]);
  expect(await stored(clientId)).toMatchObject({ website: null, redirectUris, version: 2 });
  expect(faults).toEqual([]);
});

test('does not overwrite a client that someone else has changed, and keeps the input', async () => {
  const { page, clientId, inputs, screenshot, axe } = await openForm({ website: 'https://shop.example/' });
  await nameField(page).fill('Ours');
  await page.getByRole('textbox', { name: 'Add a scope' }).fill('profile');
  await page.keyboard.press('Enter');
  await changeName(clientId, 'Theirs');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Someone else changed this client after you opened it').waitFor();
  expect(await stored(clientId)).toMatchObject({ name: 'Theirs', scopes: ['openid'] });
  await scrollToTop(page);
  await screenshot('console-edit-conflict');
  expect(await axe()).toBe('');
  let answer = () => {};
  const isAsked = new Promise<void>((asked) => {
    const held = new Promise<void>((done) => {
      answer = done;
    });
    void page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('query OAuthClient(')) {
        asked();
        await held;
      }
      await route.continue();
    });
  });
  await page.getByRole('button', { name: 'Load the latest version' }).click();
  await isAsked;
  await page.getByRole('textbox', { name: 'Home page' }).fill('https://shop.example/late');
  answer();
  await page.getByText('You and another user changed: Name.').waitFor();
  const focused = page.locator(':focus');
  expect(await focused.getAttribute('role')).toBe('status');
  expect(await focused.innerText()).toContain('You and another user changed: Name.');
  await page.getByRole('status').getByText('Theirs', { exact: true }).waitFor();
  expect(await nameField(page).inputValue()).toBe('Ours');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.waitForURL(/\/console\/clients\/[^/]+$/);
  expect(inputs.map(({ expectedVersion }) => expectedVersion)).toEqual([1, 2]);
  expect(await stored(clientId)).toMatchObject({
    name: 'Ours',
    scopes: ['openid', 'profile'],
    website: 'https://shop.example/late',
    version: 3,
  });
});

test('shows the secret that a change creates', async () => {
  const { page } = await openForm({ isConfidential: false, clientAuthMethods: ['NONE'] });
  await page.getByRole('radio', { name: 'Confidential' }).check();
  await summary(page).getByText('No problems found.').waitFor();
  await page.getByRole('button', { name: 'Save changes' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('.secret').waitFor();
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('region', { name: 'Notices' }).getByText('Shop was saved.').waitFor();
});

test('the dry run checks the changed client and reports a profile that conflicts at once', async () => {
  const { page, clientId, inputs } = await openForm();
  await page.getByRole('checkbox', { name: 'Secret in the form body' }).check();
  await page.getByRole('radio', { name: 'FAPI 2.0 Security Profile' }).check();
  await page
    .locator('#at-clientAuthMethods-CLIENT_SECRET_BASIC-said')
    .getByText('PROFILE_AUTH_METHOD')
    .waitFor();
  await page.getByRole('button', { name: 'Save changes' }).click();
  expect(await summary(page).evaluate((box) => box === document.activeElement)).toBe(true);
  expect(inputs).toEqual([]);
  expect(await stored(clientId)).toMatchObject({ version: 1 });
});

test.each(['UNAVAILABLE', 'INTERNAL_SERVER_ERROR'])(
  'after %s the form says that the change may have been saved',
  async (code) => {
    const { page } = await openForm();
    await nameField(page).fill('Perhaps');
    await page.route('**/graphql', (route) =>
      route.request().postData()?.includes('mutation UpdateOAuthClient')
        ? route.fulfill({ json: { errors: [{ message: 'It failed.', extensions: { code } }] } })
        : route.continue(),
    );
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Your changes may have been saved.').waitFor();
  },
);

test('an unknown client is reported as such', async () => {
  opened = await openConsolePage(browser, gateway, '/clients/unknown/edit');
  await opened.page.getByRole('heading', { name: 'The client does not exist' }).waitFor();
});

test('axe finds no fault in the form in light and dark, and a phone does not scroll sideways', async () => {
  const { page, axe, faults, screenshot } = await openForm({
    logoUrl: 'http://shop.example/logo.png',
    website: 'https://shop.example/',
  });
  await page.locator('.said-advisories').getByText('ADVISE_DISPLAY_URL_HTTP').waitFor();
  await uriRow(page, 1).fill('https://shop.example/#fragment');
  await page.getByText('URI_FRAGMENT').waitFor();
  await screenshot('console-edit');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await scrollToTop(page);
    expect(await axe()).toBe('');
  }
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await axe()).toBe('');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  expect(faults).toEqual([]);
});
