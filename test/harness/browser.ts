import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Where systems install Chromium. `CHROMIUM_PATH` names another path. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const screenshots = fileURLToPath(new URL('../../test-results/', import.meta.url));
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Limits the browser to loopback: no other host, and no request to its vendor. */
const offline = [
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  '--disable-quic',
];

/**
 * Features of Chromium that no test needs. It opens two pages for suggestions of its address bar with every context, and a process in
 * advance, which took half of the CPU time of a page: 0.9 s instead of 0.4 s.
 */
const unusedFeatures = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'SpareRendererForSitePerProcess',
  // Playwright disables these, but Chromium reads only the last such list.
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];
const args = [...offline, `--disable-features=${unusedFeatures.join(',')}`];

/** Milliseconds that a page may take on a busy machine. */
const patience = 30_000;

/** Without transitions, during which axe would find colours of neither theme. */
const usual: BrowserContextOptions = { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' };

export interface TestBrowser {
  /**
   * Opens a page that shares nothing with any other. Where Chromium crashed, it is started again, and the page is opened once more.
   *
   * @param options Default: a viewport of 1280 by 900 pixels, without transitions.
   * @param url where the page goes, called once for each try. Default: it stays empty.
   */
  readonly open: (options?: BrowserContextOptions, url?: () => string) => Promise<TestPage>;
  readonly close: () => Promise<void>;
}

export interface TestPage {
  /** Its `waitForFunction` evaluates a string, which the policy of the console forbids; poll an `evaluate` instead. */
  readonly page: Page;
  /**
   * The faults so far, each as a line: console errors including policy violations, uncaught errors, and requests to
   * other hosts. A refused resource is a fault even if the page expects it.
   */
  readonly faults: string[];
  /** The faults that axe finds in the current page, as readable text; empty if there are none. */
  readonly axe: () => Promise<string>;
  /** Saves the whole page as `test-results/<name>.png`. */
  readonly screenshot: (name: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** @throws if there is no Chromium: a test is never skipped for that. */
export async function openBrowser(): Promise<TestBrowser> {
  const launch = () => chromium.launch({ executablePath: findChromium(), args });
  let running = await launch();
  const open = async (options?: BrowserContextOptions, url?: () => string) => {
    if (!running.isConnected()) running = await launch();
    const opened = await openPage(running, options);
    if (url) await opened.page.goto(url());
    return opened;
  };
  return {
    open: (...given) =>
      open(...given).catch((error: unknown) => {
        if (running.isConnected()) throw error;
        return open(...given);
      }),
    close: () => running.close(),
  };
}

async function openPage(browser: Browser, options?: BrowserContextOptions): Promise<TestPage> {
  const context = await browser.newContext({ ...usual, ...options });
  // Not every violation is a line on the console.
  await context.addInitScript(
    "addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>" +
      " console.error('breach of the policy:', violatedDirective, blockedURI, sample))",
  );
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  return {
    page,
    faults: faultsOf(page),
    axe: () => runAxe(page),
    screenshot: async (name) => {
      await page.screenshot({ path: `${screenshots}${name}.png`, fullPage: true });
    },
    close: () => context.close(),
  };
}

function findChromium(): string {
  const { CHROMIUM_PATH } = process.env;
  const found = (CHROMIUM_PATH ? [CHROMIUM_PATH] : places).find(existsSync);
  if (found !== undefined) return found;
  throw new Error(
    `These tests need Chromium, which is not at ${CHROMIUM_PATH || places.join(' nor at ')}. ` +
      'Install it with `apt-get install chromium`, or name its program in CHROMIUM_PATH.',
  );
}

function faultsOf(page: Page): string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(`not caught: ${error.message}`));
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol) && hostname !== '127.0.0.1' && hostname !== 'localhost')
      faults.push(`request to another host: ${request.url()}`);
  });
  return faults;
}

/** Code that browser tools evaluate is not subject to the policy of the page. */
async function runAxe(page: Page): Promise<string> {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate<AxeResults>(
    "axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })",
  );
  return violations
    .map(({ id, impact, help, nodes }) => {
      const places = nodes.map(({ html, failureSummary }) => `  ${html}\n    ${failureSummary}`);
      return [`${id} (${impact}): ${help}`, ...places].join('\n');
    })
    .join('\n\n');
}
