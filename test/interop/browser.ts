/** The maximum number of redirects of a login. */
const maxRedirects = 20;

/**
 * Follows an authorization request like a browser, with cookies, and returns the URL of the redirect to the client.
 *
 * @throws if the authorization server shows a page instead of redirecting.
 */
export async function browse(start: URL, redirectUri: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = start;
  for (let redirects = 0; redirects < maxRedirects; redirects++) {
    if (url.href.startsWith(redirectUri)) return url;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie, accept: 'application/json' },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) throw await refusal(response);
    url = new URL(location, url);
  }
  throw new Error(`The login did not end after ${maxRedirects} redirects.`);
}

/** The error page of the authorization server, with its `error` if it has one (RFC 6749 §4.1.2.1). */
async function refusal(response: Response): Promise<Error> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  const { error } = isJson ? JSON.parse(text) : { error: undefined };
  return Object.assign(new Error(`The authorization server answered ${response.status}: ${text}`), { error });
}
