/** Everything the console says. `chinese.ts` does not compile when a sentence is missing there. */
export const english = {
  notFound: 'There is no such page.',
  signIn: {
    title: 'Sign in',
    token: 'Bearer token',
    explanation: 'The token is kept in the memory of this page only; when you reload it, sign in again.',
    submit: 'Sign in',
  },
};

export type Text = typeof english;
