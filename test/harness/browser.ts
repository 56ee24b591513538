import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Where a system keeps its Chromium. `CHROMIUM_PATH` names another one. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const screenshots = fileURLToPath(new URL('../../test-results/', import.meta.url));
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Keeps the browser to loopback: no other host, and no request to its maker. */
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
  // Playwright disables these. Chromium ignores its list, because it reads only the last one.
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

/** Without transitions, in the middle of which axe would find colours of neither theme. */
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
  /** Its `waitForFunction` makes code of a string, which a page of ours does not allow; poll an `evaluate` instead. */
  readonly page: Page;
  /**
   * What went wrong so far, each as a line: errors on the console, among them each breach of the page's policy, errors that
   * nobody caught, and requests to other hosts. A resource that was refused is one of them, also where the page expects it.
   */
  readonly faults: string[];
  /** What axe finds in the page as it is now, as a text to read; empty where it finds nothing. */
  readonly axe: () => Promise<string>;
  /** Keeps the whole page as `test-results/<name>.png`. */
  readonly screenshot: (name: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** @throws where there is no Chromium: a test is never skipped for that. */
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
  // Not every breach has a line on the console.
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

/** What is evaluated by the browser's own tools is under no policy of the page. */
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
