import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { TestPage } from '../harness/browser.ts';
import { type Desk, faultsBesideRefusals, openDesk, patiently } from './desk.ts';

let desk: Desk;
let opened: TestPage | undefined;

/** More than four pages of the list. */
const many = 150;

beforeAll(async () => {
  desk = await openDesk();
  for (let made = 0; made < many; made += 25) {
    const batch = Array.from({ length: 25 }, (_, index) => `Shop ${made + index}`);
    await Promise.all(
      batch.map((name) =>
        desk.register({
          name,
          redirectUris: [`https://${name.replace(' ', '-').toLowerCase()}.example.com/callback`],
        }),
      ),
    );
  }
  await desk.register({ name: 'Pocket', redirectUris: ['com.example.pocket:/cb'], isConfidential: false });
  await desk.register({
    name: 'Bank',
    redirectUris: ['https://bank.example.com/cb'],
    fapiProfile: 'FAPI2_SECURITY',
    clientAuthMethods: ['PRIVATE_KEY_JWT'],
    jwksUri: 'https://bank.example.com/jwks.json',
  });
  const { clientId } = await desk.register({ name: 'Asleep', grantTypes: ['CLIENT_CREDENTIALS'] });
  await desk.gateway.graphql(
    'mutation ($clientId: String!) { suspendOAuthClient(input: { clientId: $clientId }) { __typename } }',
    { clientId },
  );
});
afterAll(() => desk.close());
afterEach(async () => {
  const faults = opened && faultsBesideRefusals(opened);
  await opened?.close();
  opened = undefined;
  expect(faults ?? []).toEqual([]);
});

async function enter(...given: Parameters<Desk['enter']>): Promise<Page> {
  opened = await desk.enter(...given);
  await opened.page.getByRole('heading', { level: 1, name: 'Clients' }).waitFor();
  return opened.page;
}

/** Scrolls until the page has stored the scroll position. */
async function scrollToRow(page: Page, index: number) {
  const row = page.locator('.client-name').nth(index);
  await page.evaluate('scrollTo(0, 0)');
  await row.scrollIntoViewIfNeeded();
  const isRemembered = `history.state?.view?.rows > ${index} && history.state.view.top === scrollY && scrollY > 0`;
  await expect.poll(() => page.evaluate(isRemembered), patiently).toBe(true);
  return row;
}

const focusedText = (page: Page) => page.evaluate<string>('document.activeElement.textContent');

/** The names in the order of the list, once the list has the expected content. */
async function namesOf(page: Page, total: string): Promise<string[]> {
  await page.getByRole('status').filter({ hasText: total }).waitFor();
  return page.locator('.client-name').allTextContents();
}

const everyone = `${many + 3} clients`;

test('shows the newest client first, with the facts that distinguish it', async () => {
  const page = await enter();
  expect((await namesOf(page, everyone)).slice(0, 3)).toEqual(['Asleep', 'Bank', 'Pocket']);
  const rows = page.getByRole('row');
  expect(await rows.nth(1).textContent()).toMatch(/Suspended.*confidential.*client_secret_basic.*…[\w-]{4}/);
  expect(await rows.nth(2).textContent()).toMatch(/Active.*FAPI 2\.0 Security.*private_key_jwt/);
  expect(await rows.nth(3).textContent()).toMatch(/Active.*public.*none/);
});

test('scrolling loads page after page until every client is shown once', async () => {
  const page = await enter();
  await namesOf(page, everyone);
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, 4000);
      return page.locator('.client-name').count();
    }, patiently)
    .toBe(many + 3);
  const names = await page.locator('.client-name').allTextContents();
  expect(new Set(names).size).toBe(many + 3);
  expect(await page.getByRole('button', { name: 'Load more' }).count()).toBe(0);
  await page.getByText('End of list').waitFor();
});

test('loads the next page when the browser reports in one batch that the end of the list left and entered the view', async () => {
  const page = await enter();
  await namesOf(page, everyone);
  await page.evaluate(`IntersectionObserver = class {
    constructor(report) { this.report = report; }
    observe() { this.report([{ isIntersecting: false }, { isIntersecting: true }]); }
    disconnect() {}
  }`);
  // 36 clients: the first page and a part of a second one.
  await page.getByLabel('Name, client_id or redirect URI host').fill('shop 1');
  await page.getByRole('status').filter({ hasText: 'found' }).waitFor();
  await page.getByText('End of list').waitFor();
});

test('the keyboard focus stays at the end of the list after it has loaded the last page', async () => {
  const page = await enter();
  await namesOf(page, everyone);
  await page.evaluate('IntersectionObserver = class { observe() {} disconnect() {} }');
  // 36 clients: the first page and a part of a second one.
  await page.getByLabel('Name, client_id or redirect URI host').fill('shop 1');
  await page.getByRole('status').filter({ hasText: 'found' }).waitFor();
  const more = page.getByRole('button', { name: 'Load more' });
  await more.focus();
  await expect
    .poll(async () => {
      if ((await focusedText(page)) === 'Load more') await page.keyboard.press('Enter');
      return focusedText(page);
    }, patiently)
    .toBe('End of list');
});

test('the last page takes the focus if the pressed button has disappeared', async () => {
  const page = await enter('?q=no-client-has-this-name');
  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  await namesOf(page, everyone);
  expect(await focusedText(page)).toBe('Clients');
});

test('one search box finds a client by part of its name, client_id, or host of a redirect URI', async () => {
  const page = await enter();
  await namesOf(page, everyone);
  const box = page.getByLabel('Name, client_id or redirect URI host');
  await page.getByRole('link', { name: 'Bank' }).waitFor();
  const clientId = await page.locator('tr', { hasText: 'Bank' }).locator('.client-id code').textContent();
  for (const query of ['bAn', ` ${clientId} `, 'bank.example.com', 'BANK.example.com']) {
    await box.fill(query);
    expect(await namesOf(page, '1 client found')).toEqual(['Bank']);
    await box.fill('');
    await namesOf(page, everyone);
  }
  await box.fill('example.com');
  await page.getByText('No clients match.').waitFor();
});

test('the filters stay open when the last one is cleared, and open if the address sets one', async () => {
  const page = await enter('?grant=CLIENT_CREDENTIALS');
  await namesOf(page, '1 client found');
  const grant = page.getByLabel('Grant type', { exact: true });
  await grant.selectOption('Any');
  await namesOf(page, everyone);
  expect(await grant.isVisible()).toBe(true);
});

test('the keyboard loads the next page without scrolling', async () => {
  const page = await enter();
  await namesOf(page, everyone);
  await page.evaluate('IntersectionObserver = class { observe() {} disconnect() {} }');
  await page.getByLabel('Order').selectOption('Name, A to Z');
  await page.getByRole('link', { name: 'Asleep' }).waitFor();
  const before = await page.locator('.client-name').count();
  expect(before).toBeLessThan(many);
  const more = page.getByRole('button', { name: 'Load more' });
  await more.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.client-name').count(), patiently).toBeGreaterThan(before);
});

test('a pause while typing keeps the space between two words', async () => {
  const page = await enter();
  const search = page.getByLabel('Name, client_id or redirect URI host');
  await search.pressSequentially('two ');
  await page.waitForURL(/[?&]q=two(&|$)/);
  await search.pressSequentially('words');
  expect(await search.inputValue()).toBe('two words');
});

test('part of a name finds clients, is in the address, and does not cause a request per letter', async () => {
  const page = await enter();
  await namesOf(page, everyone);
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/graphql')) asked++;
  });
  await page.getByLabel('Name, client_id or redirect URI host').pressSequentially('sHoP 14', { delay: 30 });
  expect(await namesOf(page, '11 clients found')).toContain('Shop 149');
  expect(asked).toBeLessThan(4);
  expect(new URL(page.url()).searchParams.get('q')).toBe('sHoP 14');
});

describe('a filter finds clients', () => {
  test.each([
    ['Status', 'Suspended', ['Asleep']],
    ['FAPI profile', 'FAPI 2.0 Security', ['Bank']],
    ['Grant type', 'client_credentials', ['Asleep']],
    ['Authentication', 'none', ['Pocket']],
  ])('by %s', async (label, option, names) => {
    const page = await enter();
    await page.getByText('More filters').click();
    await page.getByLabel(label, { exact: true }).selectOption({ label: option });
    expect(await namesOf(page, '1 client found')).toEqual(names);
  });

  test('by an exact redirect URI', async () => {
    const page = await enter();
    await page.getByText('More filters').click();
    await page.getByLabel('Redirect URI (exact match)').fill('https://shop-7.example.com/callback');
    expect(await namesOf(page, '1 client found')).toEqual(['Shop 7']);
    await page.getByLabel('Redirect URI (exact match)').fill('https://shop-7.example.com/');
    expect(await namesOf(page, '0 clients found')).toEqual([]);
    await page.getByRole('button', { name: 'Clear search and filters' }).click();
    await namesOf(page, everyone);
    expect(await page.getByLabel('Redirect URI (exact match)').inputValue()).toBe('');
  });

  test('that were never used', async () => {
    const page = await enter();
    await page.getByText('More filters').click();
    await page.getByLabel('Use', { exact: true }).selectOption('Never used');
    await namesOf(page, `${everyone} found`);
  });
});

test('the order can be chosen', async () => {
  const page = await enter();
  await page.getByLabel('Order').selectOption('Name, A to Z');
  await expect.poll(() => page.locator('.client-name').first().textContent(), patiently).toBe('Asleep');
  await page.getByLabel('Order').selectOption('Oldest first');
  await expect
    .poll(() => page.locator('.client-name').first().textContent(), patiently)
    .toMatch(/^Shop \d+$/);
  expect(new URL(page.url()).search).toBe('?order=oldest');
});

test('the back link restores the filters, and a shared address shows the same list', async () => {
  const page = await enter('?status=SUSPENDED&order=name');
  expect(await namesOf(page, '1 client found')).toEqual(['Asleep']);
  await page.getByRole('link', { name: 'Asleep' }).click();
  await page.getByRole('heading', { level: 1, name: 'Asleep' }).waitFor();
  await page.goBack();
  expect(await namesOf(page, '1 client found')).toEqual(['Asleep']);
  expect(await page.getByLabel('Status').inputValue()).toBe('SUSPENDED');
});

/** Scrolls until some rows beyond the given one are loaded, and opens the client of that row. */
async function openRow(page: Page, row: number): Promise<string> {
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, 4000);
      return page.locator('.client-name').count();
    }, patiently)
    .toBeGreaterThan(row + 5);
  const far = await scrollToRow(page, row);
  const name = (await far.textContent()) ?? '';
  await far.click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  return name;
}

test('the back link restores the scroll position of a long list', async () => {
  const page = await enter();
  await namesOf(page, everyone);
  const name = await openRow(page, 55);
  expect(await page.evaluate('scrollY')).toBe(0);
  await page.goBack();
  const again = page.getByRole('link', { name, exact: true });
  await again.waitFor();
  // A busy browser scrolls after it has shown the list.
  await expect.poll(async () => (await again.boundingBox())?.y, patiently).toBeLessThan(900);
  expect((await again.boundingBox())?.y).toBeGreaterThan(0);
});

test('the back link restores a position beyond the largest page of the gateway', async () => {
  const page = await enter();
  await namesOf(page, everyone);
  const name = await openRow(page, 130);
  await page.goBack();
  await expect
    .poll(async () => (await page.getByRole('link', { name, exact: true }).boundingBox())?.y ?? -1, patiently)
    .toSatisfy((top: number) => top > 0 && top < 900);
});

test('an unknown value in the address does not filter', async () => {
  const page = await enter('?status=NONSENSE&profile=constructor&order=sideways');
  await namesOf(page, everyone);
});

test('a late response does not replace a newer one', async () => {
  const page = await enter();
  await namesOf(page, everyone);
  let isFirst = true;
  await page.route('**/graphql', async (route) => {
    if (isFirst) {
      isFirst = false;
      await new Promise((resolve) => setTimeout(resolve, 1500));
    }
    await route.continue();
  });
  await page.getByLabel('Status').selectOption('Active');
  await page.waitForTimeout(200);
  await page.getByLabel('Status').selectOption('Suspended');
  expect(await namesOf(page, '1 client found')).toEqual(['Asleep']);
  await page.waitForTimeout(1800);
  expect(await namesOf(page, '1 client found')).toEqual(['Asleep']);
});

test('a click copies a client_id', async () => {
  const { clientId } = await desk.register({ name: 'To be copied' });
  const page = await enter('?q=to+be+copied', { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.getByRole('button', { name: 'Copy client_id, To be copied' }).click();
  await page.getByText('Copied', { exact: true }).waitFor();
  expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(clientId);
});

test('the Tab key reaches every control, starting at the heading', async () => {
  const page = await enter('?q=bank');
  await namesOf(page, '1 client found');
  const focused = () => page.evaluate<string>('document.activeElement.textContent');
  expect(await focused()).toBe('Clients');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Register a client');
  await page.getByRole('link', { name: 'Bank' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Bank' }).waitFor();
  expect(await focused()).toBe('Bank');
  expect(await page.title()).toBe('Bank · Clientele');
});
