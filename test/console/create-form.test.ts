import { calculateJwkThumbprint, exportJWK, exportPKCS8, exportSPKI, generateKeyPair } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, type TestBrowser, type TestPage } from '../harness/browser.ts';
import { openGateway, type TestGateway } from '../harness/gateway.ts';
import { descriptionOf, nameField, openConsolePage, scrollToTop, summary, uriRow } from './form/form-page.ts';

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

async function openForm(options?: Parameters<typeof openConsolePage>[3]) {
  opened = await openConsolePage(browser, gateway, '/new', options);
  await opened.page.getByRole('textbox').first().waitFor();
  return opened;
}

const verdict = (page: TestPage['page']) => summary(page).locator('.verdict').innerText();

/** The focused element, as the beginning of its text. */
const focused = (page: TestPage['page']) =>
  page.evaluate(
    () => `${document.activeElement?.tagName} ${document.activeElement?.textContent?.slice(0, 40)}`,
  );

async function clientsNamed(name: string) {
  const { body } = await gateway.graphql(
    `query ($name: String) {
      oauthClients(filter: { name: $name }) { nodes { clientId fapiProfile jwks scopes } }
    }`,
    { name },
  );
  return body.data.oauthClients.nodes as readonly {
    readonly clientId: string;
    readonly jwks: string | null;
  }[];
}

async function keyPair() {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  return {
    secret: await exportJWK(privateKey),
    pem: await exportPKCS8(privateKey),
    open: await exportJWK(publicKey),
    publicPem: await exportSPKI(publicKey),
  };
}

test('the form shows each problem at its field with its clause, then registers a FAPI 2 client', async () => {
  const { page, faults, screenshot } = await openForm();
  await summary(page).getByText('Fill in the required fields: Name, Redirect URI').waitFor();
  expect(await page.locator('.said').count(), 'no error is shown at a field that was not visited').toBe(0);

  await nameField(page).fill('Bank');
  await uriRow(page, 1).fill('http://bank.example/callback');
  await page.getByRole('checkbox', { name: 'Secret in the form body' }).check();
  await page.getByRole('radio', { name: 'FAPI 2.0 Security Profile' }).check();
  const demands = await page.locator('details[open] .demands').innerText();
  expect(demands).toMatch(/PS256, ES256, EdDSA, Ed25519 \[?FAPI 2\.0 Security Profile §5\.4\.1/);
  expect(await page.getByRole('checkbox', { name: 'JWT with an HMAC' }).isDisabled()).toBe(true);
  const weak = page.getByRole('checkbox', { name: 'Secret in the Basic header' });
  await page.getByText('No longer allowed: client_secret_basic, client_secret_post.').waitFor();
  expect(await descriptionOf(page, weak)).toContain('FAPI 2.0 Security Profile §5.3.2.1');

  await page.getByRole('button', { name: 'Register' }).click();
  await page.locator('#at-clientAuthMethods-CLIENT_SECRET_BASIC-said').waitFor();
  expect(await summary(page).evaluate((box) => box === document.activeElement)).toBe(true);
  expect(await uriRow(page, 1).getAttribute('aria-invalid')).toBe('true');
  expect(await descriptionOf(page, uriRow(page, 1))).toMatch(
    /use https[\s\S]*RFC 9700 §2\.6[\s\S]*REDIRECT_URI_HTTP/,
  );
  expect(await descriptionOf(page, weak)).toContain('PROFILE_AUTH_METHOD');
  await scrollToTop(page);
  await screenshot('console-create-refused');

  await page.getByRole('button', { name: 'Keep only allowed methods' }).click();
  await page.getByText('AUTH_METHOD_KEY_MISSING').waitFor();
  expect(await page.getByRole('checkbox', { name: 'Signed JWT' }).isChecked()).toBe(true);
  await summary(page).getByRole('link', { name: 'Redirect URI 1' }).first().click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('https://bank.example/callback');
  await page.getByRole('radio', { name: 'JWK Set in this form' }).check();
  const { open } = await keyPair();
  await page.locator('input[type=file]').setInputFiles({
    name: 'jwks.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ keys: [{ ...open, alg: 'ES256', kid: 'first' }] })),
  });
  await page.getByText('EC · P-256').waitFor();
  await summary(page).getByText('No problems found.').waitFor();
  await screenshot('console-create-fapi2');

  await page.getByRole('button', { name: 'Register' }).click();
  await page.waitForURL(/\/console\/clients\/[^/]+$/);
  const [client, ...others] = await clientsNamed('Bank');
  expect(others).toEqual([]);
  expect(client).toMatchObject({ fapiProfile: 'FAPI2_SECURITY' });
  expect(faults).toEqual([]);
});

test('a new secret is shown once, and closing it opens the client', async () => {
  const { page, faults } = await openForm();
  await nameField(page).fill('Secretive');
  await uriRow(page, 1).fill('https://secretive.example/callback');
  await page.getByRole('button', { name: 'Register' }).click();
  const dialog = page.getByRole('dialog');
  const secret = await dialog.locator('.secret').innerText();
  expect(secret.length).toBeGreaterThan(30);
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.waitForURL(/\/console\/clients\/[^/]+$/);
  await page.getByRole('heading', { name: 'Secretive' }).waitFor();
  expect(await page.content()).not.toContain(secret);
  expect(faults).toEqual([]);
});

test('two clicks, or a retry after a lost response, create one client', async () => {
  const { page } = await openForm();
  await nameField(page).fill('Twice');
  await uriRow(page, 1).fill('https://twice.example/callback');
  const calls: string[] = [];
  await page.route('**/graphql', async (route) => {
    const body = route.request().postData() ?? '';
    if (!body.includes('mutation CreateOAuthClient')) return route.continue();
    calls.push(JSON.parse(body).variables.idempotencyKey);
    // The gateway executes the request, and the response is lost.
    if (calls.length === 1) await route.fetch();
    return calls.length === 1 ? route.abort() : route.continue();
  });
  const register = page.getByRole('button', { name: 'Register' });
  await register.dblclick();
  await page.getByText('The client may have been registered.').waitFor();
  await register.click();
  await page.getByRole('heading', { name: 'An earlier attempt registered the client' }).waitFor();
  expect(calls).toEqual([calls[0], calls[0]]);
  expect(await clientsNamed('Twice')).toHaveLength(1);
});

test('a private key is detected and never sent, and one click keeps its public part', async () => {
  const { page, faults } = await openForm();
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.postData() ?? ''));
  await nameField(page).fill('Careless');
  await uriRow(page, 1).fill('https://careless.example/callback');
  await page.getByRole('checkbox', { name: 'Signed JWT' }).check();
  await page.getByRole('checkbox', { name: 'Secret in the Basic header' }).uncheck();
  await page.getByRole('radio', { name: 'JWK Set in this form' }).check();
  const { secret, open, pem } = await keyPair();
  const area = page.getByRole('textbox', { name: 'JWK Set' });
  await area.fill(pem);
  await page.getByRole('button', { name: 'Keep only the public parts' }).click();
  await expect.poll(() => area.inputValue()).toContain(open.x ?? 'no public member');
  await area.fill(JSON.stringify({ keys: [secret] }));
  await page.getByRole('alert').getByText('This contains a private or symmetric key').waitFor();
  await page.getByRole('button', { name: 'Register' }).click();
  await summary(page).getByText('1 problem to fix.').waitFor();
  await page.getByRole('button', { name: 'Keep only the public parts' }).click();
  await summary(page).getByText('No problems found.').waitFor();
  await page.getByRole('button', { name: 'Register' }).click();
  await page.waitForURL(/\/console\/clients\/[^/]+$/);
  expect(sent.filter((body) => body.includes(secret.d ?? 'no private member'))).toEqual([]);
  expect(sent.filter((body) => body.includes('PRIVATE KEY'))).toEqual([]);
  expect(sent.some((body) => body.includes(open.x ?? 'no public member'))).toBe(true);
  const [client] = await clientsNamed('Careless');
  expect(JSON.parse(client?.jwks ?? '')).toEqual({ keys: [open] });
  expect(faults).toEqual([]);
});

test('warnings are separate from errors and do not block saving', async () => {
  const { page } = await openForm();
  await nameField(page).fill('Local');
  await uriRow(page, 1).fill('http://localhost/callback');
  await nameField(page).focus();
  await page.locator('.said-advisories').getByText('ADVISE_REDIRECT_URI_LOCALHOST').waitFor();
  expect(await page.locator('.said-issues').count()).toBe(0);
  expect(await uriRow(page, 1).getAttribute('aria-invalid')).toBeNull();
  expect(await descriptionOf(page, uriRow(page, 1))).toContain('Warning');
  await summary(page).getByText('No problems found.').waitFor();
  await page.getByRole('button', { name: 'Register' }).click();
  await page.getByRole('dialog').waitFor();
});

test('after a failed dry run the form can still be submitted, and the gateway decides', async () => {
  const { page } = await openForm();
  await nameField(page).fill('Cut off');
  await uriRow(page, 1).fill('http://cutoff.example/callback');
  await summary(page).getByText('Fill in the required fields: Redirect URI 1.').waitFor();
  await page.route('**/graphql', (route) =>
    route.request().postData()?.includes('query ValidateOAuthClient') ? route.abort() : route.continue(),
  );
  await uriRow(page, 1).fill('https://cutoff.example/callback');
  await summary(page).getByRole('alert').waitFor();
  expect(await verdict(page)).toBe('');
  await page.getByRole('button', { name: 'Register' }).click();
  await page.getByRole('dialog').locator('.secret').waitFor();
});

test('shows no result for earlier input, neither during a check nor after a failed one', async () => {
  const { page } = await openForm();
  await nameField(page).fill('Checked');
  await uriRow(page, 1).fill('https://checked.example/callback');
  await summary(page).getByText('No problems found.').waitFor();
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/graphql', async (route) => {
    await released;
    await route.abort();
  });
  await uriRow(page, 1).fill('http://checked.example/callback');
  await expect.poll(() => verdict(page)).toBe('Checking…');
  expect(await summary(page).locator('.verdict').getAttribute('data-tone')).toBeNull();
  release();
  const alert = summary(page).getByRole('alert');
  await alert.waitFor();
  expect(await verdict(page)).toBe('');
  await page.unroute('**/graphql');
  await alert.getByRole('button', { name: 'Try again' }).click();
  await summary(page).getByText('1 problem to fix.').waitFor();
  expect(await alert.count()).toBe(0);
});

test.each(['UNAVAILABLE', 'INTERNAL_SERVER_ERROR'])(
  'after %s the form says that the client may have been registered',
  async (code) => {
    const { page } = await openForm();
    await nameField(page).fill('Perhaps');
    await uriRow(page, 1).fill('https://perhaps.example/callback');
    await page.route('**/graphql', (route) =>
      route.request().postData()?.includes('mutation CreateOAuthClient')
        ? route.fulfill({ json: { errors: [{ message: 'It failed.', extensions: { code } }] } })
        : route.continue(),
    );
    await page.getByRole('button', { name: 'Register' }).click();
    await page.getByText('The client may have been registered.').waitFor();
  },
);

test('drops a response about earlier input', async () => {
  const { page } = await openForm();
  let isLate = false;
  await page.route('**/graphql', async (route) => {
    const isOld = route.request().postData()?.includes('http://old.example') ?? false;
    if (isOld) await new Promise((resolve) => setTimeout(resolve, 1000));
    await route.continue().catch(() => {});
    isLate ||= isOld;
  });
  await nameField(page).fill('Quick');
  const asked = page.waitForRequest((request) => request.postData()?.includes('http://old.example') ?? false);
  await uriRow(page, 1).fill('http://old.example/callback');
  await asked;
  await uriRow(page, 1).fill('https://new.example/callback');
  await uriRow(page, 1).blur();
  await summary(page).getByText('No problems found.').waitFor();
  await expect.poll(() => isLate).toBe(true);
  await page.waitForTimeout(300);
  expect(await summary(page).innerText()).toContain('No problems found.');
  expect(await page.locator('.said').count()).toBe(0);
});

test('a pasted public key becomes a JWK Set and is shown with its thumbprint', async () => {
  const { page } = await openForm();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('radio', { name: 'JWK Set in this form' }).check();
  const { open } = await keyPair();
  await page.evaluate((text) => navigator.clipboard.writeText(text), JSON.stringify(open));
  const area = page.getByRole('textbox', { name: 'JWK Set' });
  await area.focus();
  await page.keyboard.press('ControlOrMeta+v');
  await page.getByText('The key was wrapped in a JWK Set.').waitFor();
  expect(JSON.parse(await area.inputValue())).toEqual({ keys: [open] });
  await page.getByText(await calculateJwkThumbprint(open)).waitFor();
});

describe('a file that is read', () => {
  async function openEditor() {
    const { page } = await openForm();
    await page.getByRole('radio', { name: 'JWK Set in this form' }).check();
    return { page, area: page.getByRole('textbox', { name: 'JWK Set' }) };
  }

  const someFile = (content: string) => ({
    name: 'jwks.json',
    mimeType: 'application/json',
    buffer: Buffer.from(content),
  });

  test('does not replace text that was typed while it was read', async () => {
    const { page, area } = await openEditor();
    await page.evaluate(() => {
      const read = File.prototype.text;
      File.prototype.text = async function () {
        await new Promise((resolve) => setTimeout(resolve, 500));
        (document.querySelector('.drop textarea') as HTMLElement).dataset.isRead = 'true';
        return read.call(this);
      };
    });
    await page.locator('input[type=file]').setInputFiles(someFile('{"keys":[]}'));
    await area.fill('typed since');
    await expect.poll(() => area.getAttribute('data-is-read')).toBe('true');
    await page.waitForTimeout(200);
    expect(await area.inputValue()).toBe('typed since');
  });

  test('does not replace text that was typed while its keys were converted', async () => {
    const { page, area } = await openEditor();
    await page.evaluate(() => {
      const digest = crypto.subtle.digest.bind(crypto.subtle);
      crypto.subtle.digest = async (...given) => {
        await new Promise((resolve) => setTimeout(resolve, 500));
        (document.querySelector('.drop textarea') as HTMLElement).dataset.isRead = 'true';
        return digest(...given);
      };
    });
    const { publicPem } = await keyPair();
    await page.locator('input[type=file]').setInputFiles(someFile(publicPem));
    await expect.poll(() => area.inputValue()).toContain('PUBLIC KEY');
    await area.fill('typed since');
    await expect.poll(() => area.getAttribute('data-is-read')).toBe('true');
    await page.waitForTimeout(200);
    expect(await area.inputValue()).toBe('typed since');
  });

  test('is reported as unreadable if it is a folder or has moved', async () => {
    const { page, area } = await openEditor();
    await area.fill('typed before');
    await page.evaluate(() => {
      File.prototype.text = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([], 'folder'));
      const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
      document.querySelector('.drop textarea')?.dispatchEvent(drop);
    });
    await page.getByText('folder cannot be read').waitFor();
    expect(await area.inputValue()).toBe('typed before');
    expect(opened?.faults).toEqual([]);
  });

  test('is not intercepted if the drop contains text instead of a file', async () => {
    const { page } = await openEditor();
    const isLeftAlone = await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.setData('text/plain', '{"keys":[]}');
      const options = { dataTransfer, bubbles: true, cancelable: true };
      const area = document.querySelector('.drop textarea');
      return ['dragover', 'drop'].map((type) => area?.dispatchEvent(new DragEvent(type, options)));
    });
    expect(isLeftAlone).toEqual([true, true]);
  });
});

test('Enter in the scope field does not submit the form, even if the field is empty', async () => {
  const { page } = await openForm();
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.postData() ?? ''));
  await nameField(page).fill('Not yet');
  await uriRow(page, 1).fill('https://app.example.com/callback');
  await page.getByRole('textbox', { name: 'Add a scope' }).fill('orders');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Remove the scope orders' }).waitFor();
  await page.keyboard.press('Enter');
  await summary(page).getByText('No problems found.').waitFor();
  expect(sent.filter((body) => body.includes('mutation CreateOAuthClient'))).toEqual([]);
});

test('a message about a scope stays at that scope when an earlier scope is removed', async () => {
  const { page } = await openForm();
  const scope = page.getByRole('textbox', { name: 'Add a scope' });
  for (const word of ['bad"scope', 'profile']) {
    await scope.fill(word);
    await page.keyboard.press('Enter');
  }
  const chip = (word: string) => page.getByRole('button', { name: `Remove the scope ${word}` });
  await expect.poll(() => descriptionOf(page, chip('bad"scope'))).toContain('SCOPE_CHARACTER');
  // No further response arrives, so the page can only show what it already knows.
  await page.route('**/graphql', () => {});
  await chip('openid').click();
  expect(await descriptionOf(page, chip('bad"scope'))).toContain('SCOPE_CHARACTER');
  expect(await descriptionOf(page, chip('profile'))).toBe('');
});

test('the focus stays in the field after its button has disappeared', async () => {
  const { page } = await openForm();
  await page.getByRole('radio', { name: 'Public' }).check();
  await page.getByRole('radio', { name: 'FAPI 2.0 Security Profile' }).check();
  await page.getByRole('checkbox', { name: 'Device authorization' }).isDisabled();
  await page.getByRole('button', { name: 'Make it confidential' }).click();
  expect(await focused(page)).toMatch(/^FIELDSET Client type/);
  await page.getByRole('radio', { name: 'No profile' }).check();
  await page.getByRole('checkbox', { name: 'Secret in the form body' }).check();
  await page.getByRole('radio', { name: 'FAPI 2.0 Security Profile' }).check();
  await page.getByRole('button', { name: 'Keep only allowed methods' }).click();
  expect(await focused(page)).toMatch(/^FIELDSET Client authentication/);
  await page.getByRole('radio', { name: 'JWK Set in this form' }).check();
  const { secret } = await keyPair();
  await page.getByRole('textbox', { name: 'JWK Set' }).fill(JSON.stringify({ keys: [secret] }));
  await page.getByRole('button', { name: 'Keep only the public parts' }).click();
  await page.getByText('The private parts were removed.').waitFor();
  expect(await focused(page)).toMatch(/^FIELDSET Public keys/);
});

test('every field is marked as required or optional, unless its default is shown', async () => {
  const { page } = await openForm();
  const label = (text: string) => page.locator('label, legend').filter({ hasText: text }).first().innerText();
  expect(await label('Name')).toBe('Name (required)');
  expect(await label('Redirect URIs')).toBe('Redirect URIs (required)');
  expect(await label('Public keys')).toBe('Public keys (optional)');
  await page.getByRole('checkbox', { name: 'Signed JWT' }).check();
  expect(await label('Public keys')).toBe('Public keys (required)');
  expect(await label('Grant types')).toBe('Grant types');
});

test('says before saving that a client will have no secret', async () => {
  const { page } = await openForm();
  await nameField(page).fill('Announced');
  await uriRow(page, 1).fill('https://announced.example/callback');
  await page.getByRole('radio', { name: 'Public' }).check();
  await page.getByRole('button', { name: 'Register' }).click();
  await page.getByRole('region', { name: 'Notices' }).getByText('Announced was registered.').waitFor();
});

test('registers a machine-to-machine client without a redirect URI', async () => {
  const { page, faults } = await openForm();
  await nameField(page).fill('Machine');
  const group = page.getByRole('group', { name: 'Redirect URIs' });
  expect(await group.locator('legend').innerText()).toContain('required');
  await page.getByRole('checkbox', { name: 'Client credentials' }).check();
  await page.getByRole('checkbox', { name: 'Authorization code' }).uncheck();
  expect(await group.locator('legend').innerText()).toContain('optional');
  await summary(page).getByText('No problems found.').waitFor();
  await page.getByRole('button', { name: 'Register' }).click();
  await page.getByRole('dialog').waitFor();
  expect(await clientsNamed('Machine')).toHaveLength(1);
  expect(faults).toEqual([]);
});

test('lists as lines, choices and numbers are edited without code of their own and shown on the page of the client', async () => {
  const { page, faults } = await openForm();
  await nameField(page).fill('Lines');
  await uriRow(page, 1).fill('https://lines.example/callback');
  const contacts = page.getByRole('textbox', { name: 'Contacts' });
  await contacts.fill('admin@lines.example\n\nroot');
  await page.getByRole('textbox', { name: 'Software ID' }).click();
  await page.locator('#at-contacts-3-said').waitFor();
  expect(await contacts.getAttribute('aria-invalid')).toBe('true');
  expect(await descriptionOf(page, contacts)).toMatch(/CONTACT_EMAIL/);
  await summary(page).getByRole('link', { name: 'Contacts, Line 3' }).click();
  expect(await contacts.evaluate((box) => box === document.activeElement)).toBe(true);
  await contacts.fill('admin@lines.example\nroot@lines.example');
  await page.getByRole('checkbox', { name: 'Time of the authentication' }).check();
  const age = page.getByRole('textbox', { name: 'Default maximum age' });
  await age.pressSequentially('-36a00.');
  expect(await age.inputValue()).toBe('3600');
  await summary(page).getByText('No problems found.').waitFor();
  await page.getByRole('radio', { name: 'Public' }).check();
  await summary(page).getByText('No problems found.').waitFor();
  await page.getByRole('button', { name: 'Register' }).click();
  await page.waitForURL(/\/console\/clients\/[^/]+$/);
  const facts = page.getByRole('region', { name: 'Registration' });
  await facts.getByText('root@lines.example').waitFor();
  expect(await facts.getByRole('listitem').allInnerTexts()).toContain('admin@lines.example');
  expect(await facts.innerText()).toMatch(/Time of the authentication in ID tokens\s+Yes\s/);
  expect(await facts.innerText()).toMatch(/Default maximum age of an authentication\s+3600\s/);
  expect(faults).toEqual([]);
});

test('pasted lines become one row each', async () => {
  const { page } = await openForm();
  await uriRow(page, 1).focus();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', 'https://a.example/1\nhttps://a.example/2\r\n\nhttps://a.example/3\n');
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  });
  expect(await uriRow(page, 1).inputValue()).toBe('https://a.example/1');
  expect(await uriRow(page, 3).inputValue()).toBe('https://a.example/3');
  await page.getByRole('button', { name: 'Remove redirect URI 2' }).click();
  expect(await uriRow(page, 2).inputValue()).toBe('https://a.example/3');
});

test('a client can be registered without a mouse', async () => {
  const { page } = await openForm();
  const tabTo = async (name: string) => {
    for (let presses = 0; presses < 80; presses += 1) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(
        () =>
          document.activeElement?.getAttribute('aria-label') ??
          (document.activeElement instanceof HTMLInputElement
            ? document.activeElement.labels?.[0]?.innerText
            : null) ??
          document.activeElement?.textContent ??
          '',
      );
      if (focused.includes(name)) return;
    }
    throw new Error(`80 presses of Tab did not reach ${name}.`);
  };
  await tabTo('Name');
  await page.keyboard.type('Keyboard');
  await tabTo('Redirect URI 1');
  await page.keyboard.type('https://keyboard.example/1');
  await page.keyboard.press('Enter');
  await page.keyboard.type('https://keyboard.example/2');
  await tabTo('Confidential');
  await page.keyboard.press('ArrowDown');
  await tabTo('Add a scope');
  await page.keyboard.type('profile');
  await page.keyboard.press('Enter');
  await summary(page).getByText('No problems found.').waitFor();
  await tabTo('Register');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/console\/clients\/[^/]+$/);
  const [client] = await clientsNamed('Keyboard');
  expect(client).toMatchObject({ scopes: ['openid', 'profile'] });
});

test('a click on the button counts even if leaving a field adds a message above it', async () => {
  const { page } = await openForm({ viewport: { width: 700, height: 900 } });
  await page.locator('details.card > summary').click();
  await page.getByRole('textbox', { name: 'Terms of service' }).fill('terms');
  await summary(page)
    .getByText(/^Fill in the required fields: .*Terms of service/)
    .waitFor();
  await page.getByRole('button', { name: 'Register' }).click();
  await expect.poll(() => summary(page).evaluate((box) => box === document.activeElement)).toBe(true);
  await page.locator('#at-termsUrl-said').waitFor();
});

test('input is not lost without a question', async () => {
  const { page } = await openForm();
  await nameField(page).fill('Unsaved');
  const asked: string[] = [];
  page.once('dialog', (dialog) => {
    asked.push(dialog.message());
    void dialog.dismiss();
  });
  await page.getByRole('link', { name: 'Audit log' }).click();
  expect(asked).toEqual([expect.stringContaining('unsaved changes')]);
  expect(await nameField(page).inputValue()).toBe('Unsaved');
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('link', { name: 'Audit log' }).click();
  await page.waitForURL(/\/console\/activity$/);
});

test('the back button and closing the page ask before typed input is lost', async () => {
  const { page } = await openForm();
  await page.getByRole('link', { name: 'Audit log' }).click();
  await page.waitForURL(/\/console\/activity$/);
  await page.goBack();
  await nameField(page).fill('Unsaved');
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  await page.evaluate(() => history.forward());
  await expect.poll(() => asked).toEqual(['confirm']);
  expect(await nameField(page).inputValue()).toBe('Unsaved');
  expect(new URL(page.url()).pathname).toBe('/console/new');
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toEqual(['confirm', 'beforeunload']);
  // The page stays. This also waits for the dialog to close, because Chromium crashed once when its context was closed
  // during a dialog.
  expect(await nameField(page).inputValue()).toBe('Unsaved');
});

test('axe finds no fault in the form in light and dark, and a phone does not scroll sideways', async () => {
  const { page, axe, faults, screenshot } = await openForm();
  await uriRow(page, 1).fill('http://localhost/callback');
  await page.getByRole('radio', { name: 'FAPI 1.0 Part 2' }).check();
  await page.getByRole('checkbox', { name: 'TLS certificate from a CA' }).check();
  await page.getByRole('radio', { name: 'JWK Set in this form' }).check();
  const { secret } = await keyPair();
  await page.getByRole('textbox', { name: 'JWK Set' }).fill(JSON.stringify({ keys: [secret, {}] }));
  await page.getByRole('textbox', { name: 'Add a scope' }).fill('bad"scope');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Register' }).click();
  await page.getByText('JWK_KTY').waitFor();
  const chip = page.getByRole('button', { name: 'Remove the scope bad"scope' });
  await expect.poll(() => descriptionOf(page, chip)).toContain('SCOPE_CHARACTER');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await scrollToTop(page);
    expect(await axe()).toBe('');
  }
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await axe()).toBe('');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await screenshot('console-create-phone-dark');
  expect(faults).toEqual([]);
});

test('the Chinese form shows problems in Chinese, with the same codes and clauses', async () => {
  const { page, axe, screenshot } = await openForm({ locale: 'zh-CN' });
  await page.getByRole('textbox', { name: '重定向 URI 1' }).fill('http://bank.example/callback');
  await page.getByRole('button', { name: '创建', exact: true }).click();
  const said = await page.locator('#at-redirectUris-0-said').innerText();
  expect(said).toContain('明文 http 仅允许用于环回地址');
  expect(said).toContain('RFC 9700 §2.6');
  expect(said).toContain('REDIRECT_URI_HTTP');
  // Texts that are joined have Chinese punctuation between them too.
  await page.getByRole('radio', { name: 'FAPI 2.0 Security Profile' }).check();
  await page.getByText('FAPI 2.0 Security Profile：签名算法 PS256、ES256').waitFor();
  await page.getByText('个问题需要处理').waitFor();
  const form = await page.locator('form').innerText();
  expect(form).toContain('权限范围（scope）（选填）');
  expect(form.match(/.*(\p{Script=Han} ?[,:;()]|[,:;()] ?\p{Script=Han}).*/gu)).toBeNull();
  await scrollToTop(page);
  expect(await axe()).toBe('');
  await screenshot('console-create-chinese');
});
