import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { type Desk, faultsBesideRefusals, openDesk } from './desk.ts';

let desk: Desk;
let clientId: string;
beforeAll(async () => {
  desk = await openDesk();
  for (let made = 0; made < 12; made++) await desk.register({ name: `Shop ${made}` });
  // Long words without a place to break, which push a narrow page apart.
  ({ clientId } = await desk.register({
    name: `Shop${'p'.repeat(80)}ing`,
    redirectUris: [`https://shop.example.com/${'long'.repeat(40)}`],
    scopes: ['openid', 'email', 's'.repeat(90)],
    clientAuthMethods: ['CLIENT_SECRET_BASIC', 'CLIENT_SECRET_POST'],
    website: `https://shop.example.com/${'long'.repeat(40)}`,
  }));
  for (const fields of [
    'name: ""',
    'grantTypes: [AUTHORIZATION_CODE, REFRESH_TOKEN]',
    'redirectUris: ["ftp://x.example.com"]',
  ]) {
    await desk.gateway.graphql(
      `mutation { updateOAuthClient(input: { clientId: "${clientId}", ${fields} }) { __typename } }`,
    );
  }
});
afterAll(() => desk.close());

const phone = { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true };
const looks: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  phone: { ...phone, colorScheme: 'light' },
  // The width of a window of 1280 pixels at four times the size (WCAG 2.2 §1.4.10).
  'narrow-dark-chinese': { viewport: { width: 320, height: 640 }, colorScheme: 'dark', locale: 'zh-CN' },
};

/** Chinese labels that are squeezed to fewer than two characters a line. */
const uprightLabels = `(() => {
  const upright = [];
  const range = document.createRange();
  for (const label of document.querySelectorAll('label, legend, th, dt, summary, button, .button, .badge, nav a')) {
    const walker = document.createTreeWalker(label, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const lines = new Map();
      for (const { index } of node.data.matchAll(/\\S/g)) {
        range.setStart(node, index);
        range.setEnd(node, index + 1);
        const { top, width } = range.getBoundingClientRect();
        if (width > 0) lines.set(Math.round(top), (lines.get(Math.round(top)) ?? '') + node.data[index]);
      }
      const texts = [...lines.values()];
      const isUpright = texts.length > 1 && texts.join('').length < 2 * texts.length;
      if (isUpright && /\\p{Script=Han}/u.test(node.data)) upright.push(texts.join('/'));
    }
  }
  return upright;
})()`;

/** Both themes, a wide and a narrow window, both languages. The others run in `npm run test:all`. */
const fewLooks = Object.entries(looks).filter(([look]) => look === 'light' || look === 'narrow-dark-chinese');

describe.each(inject('isThorough') ? Object.entries(looks) : fewLooks)('%s', (look, options) => {
  test('axe finds no fault on any page, no page scrolls sideways, and all keep to the content security policy', async () => {
    const opened = await desk.enter('', options);
    onTestFinished(opened.close);
    const { page } = opened;
    const check = async (name: string) => {
      await page.waitForTimeout(150);
      await opened.screenshot(`${look}-${name}`);
      expect(await opened.axe(), `${look}: ${name}`).toBe('');
      const overhang = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      expect(overhang, `${look}: ${name} scrolls sideways`).toBeLessThanOrEqual(0);
      expect(await page.evaluate(uprightLabels), `${look}: ${name}`).toEqual([]);
    };
    await page.locator('.client-name').nth(12).waitFor();
    await check('list');
    await page.locator('.filters summary').click();
    await check('filters');
    await page.locator('.account').click();
    await check('session');
    await page.keyboard.press('Escape');
    await page.locator(`a[href$="${clientId}"]`).click();
    await page.locator('.timeline > li').nth(3).waitFor();
    await check('client');
    await page.locator('a.button[href$="/edit"]').click();
    await page.locator('.client-form .option').first().waitFor();
    await check('edit');
    await page.goBack();
    await page.locator('.timeline > li').nth(3).waitFor();
    const buttons = page.locator('.page-head button, #secrets + .row button');
    expect(await buttons.count()).toBe(5);
    for (let index = 0; index < 5; index++) {
      await buttons.nth(index).click();
      await check(`dialog-${index}`);
      await page.keyboard.press('Escape');
    }
    await page.locator('#secrets + .row button').first().click();
    await page.locator('dialog button[type=submit]').click();
    await page.locator('dialog .secret').waitFor();
    // The picture is kept, so it may only show the secret of a gateway that ends with the test.
    await page.locator('dialog .secret').evaluate((element) => {
      element.textContent = 'x'.repeat(50);
    });
    expect(await page.locator('dialog .secret').textContent()).toMatch(/^x+$/);
    await check('secret-once');
    await page.getByRole('checkbox').check();
    await page.locator('dialog button.primary').last().click();
    await page.locator('.bar nav a').nth(1).click();
    await page.locator('.timeline > li').nth(10).waitFor();
    await check('activity');
    expect(faultsBesideRefusals(opened)).toEqual([]);
  });

  test('axe finds no fault on the sign-in page, and it does not scroll sideways', async () => {
    const opened = await desk.open('/console', options);
    onTestFinished(opened.close);
    const { page } = opened;
    await page.locator('summary').click();
    await page.locator('button[type=submit]').click();
    await page.getByRole('alert').waitFor();
    await opened.screenshot(`${look}-sign-in`);
    expect(await opened.axe()).toBe('');
    expect(
      await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth'),
    ).toBeLessThanOrEqual(0);
    expect(await page.evaluate(uprightLabels)).toEqual([]);
    expect(faultsBesideRefusals(opened)).toEqual([]);
  });
});

describe('the language', () => {
  test('is the one that the browser prefers, in the page and in its lang attribute', async () => {
    const opened = await desk.enter('', { locale: 'zh-CN' });
    onTestFinished(opened.close);
    await opened.page.getByRole('heading', { level: 1, name: '客户端' }).waitFor();
    expect(await opened.page.evaluate('document.documentElement.lang')).toBe('zh-CN');
    expect(await opened.page.title()).toBe('客户端 · Clientele');
    await opened.page.getByText('共 13 个客户端').waitFor();
    expect(await opened.page.locator('.clients time').first().innerText()).toMatch(/（.+）$/);
  });

  test('can be chosen and is remembered', async () => {
    const opened = await desk.enter('', { locale: 'fr-FR' });
    onTestFinished(opened.close);
    const { page } = opened;
    await page.getByRole('heading', { level: 1, name: 'Clients' }).waitFor();
    await page.locator('.account').click();
    await page.getByLabel('Language').selectOption('简体中文');
    await page.getByRole('heading', { level: 1, name: '客户端' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: '登录' }).waitFor();
  });
});

describe('the theme', () => {
  test('can differ from the system and is applied from the first paint on', async () => {
    const opened = await desk.open('/console', { colorScheme: 'dark' });
    onTestFinished(opened.close);
    const { page } = opened;
    const background = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    await page.getByLabel('Theme').waitFor();
    const dark = await background();
    await page.getByLabel('Theme').selectOption('Light');
    const light = await background();
    expect(light).not.toBe(dark);
    await page.reload();
    await page.getByLabel('Theme').waitFor();
    expect(await background()).toBe(light);
    await page.getByLabel('Theme').selectOption('System');
    expect(await background()).toBe(dark);
  });
});
