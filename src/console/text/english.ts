/** Everything the console says, but for its forms. `chinese.ts` does not compile when a sentence is missing there. */
export const english = {
  notFound: 'There is no such page.',
  signIn: {
    title: 'Sign in',
    token: 'Bearer token',
    explanation: 'The token is kept in the memory of this page only; when you reload it, sign in again.',
    submit: 'Sign in',
  },
  copy: { idle: 'Copy', copied: 'Copied', failed: 'Select the text and copy it by hand' },
  issueList: { reference: (clause: string) => `See ${clause}` },
  secretOnce: {
    title: 'The client secret',
    warning:
      'Copy it now. You will not see this again: only a digest of it is stored. Whoever has it can act as this client.',
    lastFour: (lastFour: string) => `ends in ${lastFour}`,
    expires: 'Expires',
    never: 'never',
    stored: 'I have stored the secret in a safe place.',
    close: 'Done',
  },
  failure: {
    refused: 'This was refused, and nothing was changed.',
    stale: 'Somebody has changed this client in the meantime. Nothing of yours was written.',
    reload: 'Reload the client',
    retry: 'Try again',
    requestId: 'Request id',
    unreachable: 'The gateway cannot be reached.',
    unreachableAdvice:
      'Look at your network and whether the gateway runs, then try again. Whether a change was done is not known.',
    other: 'The gateway refused this.',
    byCode: {
      UNAUTHENTICATED: 'The gateway does not accept the token any more.',
      FORBIDDEN: 'Your token does not carry the right to do this.',
      RATE_LIMITED: 'Too many requests.',
      UNAVAILABLE: 'The database is busy or does not answer.',
      INTERNAL_SERVER_ERROR: 'The gateway has failed.',
      INVALID_ARGUMENT: 'The gateway does not take this.',
    },
    retryAfter: (seconds: number) => `Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
    rights: {
      read: 'It needs the right to read: the role admin, super_admin or security_admin, or the scope oauth.clients:read.',
      write: 'It needs an administrator: the role admin or super_admin, or the scope oauth.clients:write.',
      rotate: 'It needs the right to secrets: an administrator, or the scope oauth.clients:rotate.',
      delete: 'It needs the right to delete: an administrator, or the scope oauth.clients:delete.',
    },
  },
};

export type Text = typeof english;
