import type { BrowserContextOptions } from 'playwright-core';
import { expect } from 'vitest';
import type { DevelopmentClaims } from '../../src/access/development-issuer.ts';
import type { Config } from '../../src/config.ts';
import { openBrowser, type TestPage } from '../harness/browser.ts';
import { openGateway } from '../harness/gateway.ts';

const create = `mutation ($input: CreateOAuthClientInput!) {
  createOAuthClient(input: $input) {
    __typename
    ... on CreateOAuthClientPayload { client { clientId name version } issuedSecret { plaintext lastFour } }
    ... on RegistrationError { issues { path message } }
  }
}`;

/** A gateway with its console, and a browser: one of each for a test file. */
export type Desk = Awaited<ReturnType<typeof openDesk>>;

export async function openDesk(overrides: Partial<Config> = {}) {
  const [gateway, browser] = await Promise.all([openGateway('PostgreSQL', overrides), openBrowser()]);
  return {
    gateway,
    /** Opens a page without a token. */
    open: (path: string, options: BrowserContextOptions = {}): Promise<TestPage> =>
      browser.open(options, () => gateway.url + path),
    /** Opens a page with a link as the gateway prints it, with a one-time code in the fragment. */
    enter: (path = '', options: BrowserContextOptions = {}, claims: Partial<DevelopmentClaims> = {}) => {
      const url = () => `${gateway.url}/console${path}#code=${gateway.code({ ttl: 3600, ...claims })}`;
      return browser.open(options, url);
    },
    /** Registers a client of tenant `acme` through the API. */
    register: async (input: object = {}) => {
      const redirectUris = ['https://app.example.com/callback'];
      const { body } = await gateway.graphql(create, { input: { name: 'My app', redirectUris, ...input } });
      const { client, issuedSecret, ...refusal } = body.data.createOAuthClient;
      expect(refusal).toEqual({ __typename: 'CreateOAuthClientPayload' });
      return { ...client, secret: issuedSecret } as {
        clientId: string;
        name: string;
        version: number;
        secret: { plaintext: string; lastFour: string } | null;
      };
    },
    close: async () => {
      await browser.close();
      await gateway.close();
    },
  };
}

/** Browser messages about responses that are not successes; the tests check what the page says instead. */
const refused = /^Failed to load resource: the server responded with a status of [45]\d\d/;

/** Other faults of the page: policy violations, errors, requests to other hosts. */
export function faultsBesideRefusals({ faults }: TestPage): string[] {
  return faults.filter((fault) => !refused.test(fault));
}

/** For `expect.poll`: the timeout of the browser, because a busy machine is slow. */
export const patiently = { timeout: 30_000 };
