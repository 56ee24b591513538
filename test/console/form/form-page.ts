import type { Page } from 'playwright-core';
import type { TestBrowser, TestPage } from '../../harness/browser.ts';
import type { TestGateway } from '../../harness/gateway.ts';

/** Opens a page of the console, signed in as an administrator. */
export function openConsolePage(
  browser: TestBrowser,
  gateway: TestGateway,
  path: string,
  options: Parameters<TestBrowser['open']>[0] = {},
): Promise<TestPage> {
  return browser.open({ locale: 'en-US', ...options }, () => {
    return `${gateway.url}/console${path}#code=${gateway.code()}`;
  });
}

/** Registers a client through the API, without the console. */
export async function registerClient(gateway: TestGateway, fields: object = {}): Promise<string> {
  const input = { name: 'Shop', redirectUris: ['https://shop.example/callback'], ...fields };
  const { body } = await gateway.graphql(
    `mutation ($input: CreateOAuthClientInput!) {
      createOAuthClient(input: $input) { ... on CreateOAuthClientPayload { client { clientId } } }
    }`,
    { input },
  );
  return body.data.createOAuthClient.client.clientId;
}

export const nameField = (page: Page) => page.getByRole('textbox', { name: 'Name' });
export const uriRow = (page: Page, number: number) =>
  page.getByRole('textbox', { name: `Redirect URI ${number}`, exact: true });
export const summary = (page: Page) => page.getByRole('region', { name: 'Validation' });

/** What a screen reader announces after the name of a control. */
export async function descriptionOf(page: Page, control: ReturnType<Page['locator']>): Promise<string> {
  const ids = (await control.getAttribute('aria-describedby')) ?? '';
  const texts = ids
    .split(' ')
    .filter((id) => id !== '')
    .map((id) => page.locator(`id=${id}`).innerText());
  return (await Promise.all(texts)).join('\n');
}

/** Shows the page from its top, so that sticky elements hide nothing that axe checks. */
export async function scrollToTop(page: Page): Promise<void> {
  await page.evaluate(() => scrollTo(0, 0));
}
