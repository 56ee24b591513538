import type { IncomingMessage } from 'node:http';
import type { DevelopmentClaims } from '../../../access/development-issuer.ts';
import type { SignInCodes } from '../../../access/sign-in-code.ts';
import { isObject } from '../../../domain/json.ts';
import { writeJson } from '../json-response.ts';
import { readBody, requireJson } from '../request/body.ts';
import type { WebPage } from './web-page.ts';

const exchangePath = '/console/token';

/**
 * `POST /console/token` exchanges a one-time code of the start-up message for a token. The request is `{"code": "…"}`; the answers
 * have the members of RFC 6749 §5.1 and §5.2. Only pages of this server may ask, so that no other site can use up a code, whatever
 * CORS_ORIGINS says.
 *
 * @param sign signs a token with these claims.
 */
export function openCodeExchange(
  { redeem }: Pick<SignInCodes, 'redeem'>,
  sign: (claims: DevelopmentClaims) => Promise<string>,
): WebPage {
  return {
    route: 'console-token',
    isAsked: ({ path, method }) => path === exchangePath && method === 'POST',
    answer: async ({ request, response }) => {
      if (!isSameOrigin(request)) {
        writeJson(
          response,
          403,
          refusal('access_denied', 'Only the console of this server may exchange a code.'),
        );
        return;
      }
      requireJson(request);
      const code = codeIn(await readBody(request));
      if (code === undefined) {
        writeJson(response, 400, refusal('invalid_request', 'The body must be {"code": "…"}.'));
        return;
      }
      const claims = redeem(code);
      if (claims === undefined) {
        writeJson(response, 400, refusal('invalid_grant', 'The code is unknown, used or expired.'));
        return;
      }
      const token = { access_token: await sign(claims), token_type: 'Bearer', expires_in: claims.ttl };
      writeJson(response, 200, token);
    },
  };
}

function refusal(error: string, description: string) {
  return { error, error_description: description };
}

/** Browsers send Fetch Metadata, or at least `Origin`; other programs send neither. */
function isSameOrigin({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin, host } = headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

function codeIn(body: string | undefined): string | undefined {
  try {
    const parsed: unknown = JSON.parse(body ?? '');
    return isObject(parsed) && typeof parsed.code === 'string' ? parsed.code : undefined;
  } catch {
    return undefined;
  }
}
