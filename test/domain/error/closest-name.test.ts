import { expect, test } from 'vitest';
import { closestName } from '../../../src/domain/error/closest-name.ts';

const names = ['PORT', 'HOST', 'DATABASE_URL', 'redirect_uris', 'client_id', 'logo_url', 'terms_url'];

test.each([
  ['DATABSE_URL', 'DATABASE_URL'],
  ['database_url', 'DATABASE_URL'],
  ['DATABASE_UIR', 'DATABASE_URL'],
  ['PROT', 'PORT'],
  ['HOSTS', 'HOST'],
  ['redirectUris', 'redirect_uris'],
  ['redirect_uri', 'redirect_uris'],
  ['clientId', 'client_id'],
  ['logoUri', 'logo_url'],
])('%s is recognised as a misspelled %s', (written, meant) => {
  expect(closestName(written, names)).toBe(meant);
});

test.each(['PATH', 'HOME', 'TERM', 'PWD', 'PGHOST', 'HOSTNAME', 'url', '', '__', 'зима', 'x'.repeat(1e6)])(
  '%#: another name has no close match',
  (written) => {
    expect(closestName(written, names)).toBeUndefined();
  },
);
