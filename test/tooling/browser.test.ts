import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openBrowser, type TestBrowser, type TestPage } from '../harness/browser.ts';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function crash({ page }: TestPage): Promise<void> {
  const running = page.context().browser();
  const session = await running?.newBrowserCDPSession();
  await session?.send('Browser.crash').catch(() => {});
  await expect.poll(() => running?.isConnected()).toBe(false);
}

test('opens pages again after Chromium crashed', async () => {
  await crash(await browser.open());
  const { page } = await browser.open({}, () => 'data:text/html,<h1>There</h1>');
  expect(await page.locator('h1').innerText()).toBe('There');
});

test('opens a page once more when Chromium crashes while it opens', async () => {
  const before = await browser.open();
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    if (requests === 1) return void crash(before);
    response.setHeader('content-type', 'text/html').end('<h1>There</h1>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const { page } = await browser.open({}, () => `http://127.0.0.1:${port}/`);
  expect(await page.locator('h1').innerText()).toBe('There');
});

test('an address that cannot be opened is an error at once', async () => {
  await expect(browser.open({}, () => 'http://127.0.0.1:1/')).rejects.toThrow('net::ERR');
});
