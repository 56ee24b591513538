import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RegistrationInput } from '../../../src/domain/client/client-metadata.ts';
import type { TlsClientAuthInput } from '../../../src/domain/client/value-type.ts';
import {
  type TlsClientAuthMember,
  tlsClientAuthMembers,
  valuesOf,
} from '../../../src/domain/client/vocabulary.ts';
import { candidateOf } from '../../../src/domain/rule/candidate.ts';
import { adviseRegistration, checkRegistration } from '../../../src/domain/rule/check-registration.ts';

const sound: RegistrationInput = {
  name: 'App',
  redirectUris: ['https://app.example.com/callback'],
  clientAuthMethods: ['tls_client_auth'],
};

const codes = {
  subjectDn: 'TLS_CLIENT_AUTH_SUBJECT_DN',
  sanDns: 'TLS_CLIENT_AUTH_SAN_DNS',
  sanUri: 'TLS_CLIENT_AUTH_SAN_URI',
  sanIp: 'TLS_CLIENT_AUTH_SAN_IP',
  sanEmail: 'TLS_CLIENT_AUTH_SAN_EMAIL',
} as const;

function findIssues(
  tlsClientAuth: TlsClientAuthInput | null | undefined,
  rest: Partial<RegistrationInput> = {},
) {
  return checkRegistration(candidateOf({ ...sound, ...rest, tlsClientAuth })).map(({ code, path }) => [
    code,
    ...path,
  ]);
}

const members = valuesOf(tlsClientAuthMembers);
const nothing = Object.fromEntries(members.map((member) => [member, null])) as TlsClientAuthInput;

describe('tls_client_auth needs a certificate subject (RFC 8705 §2.1.2)', () => {
  test.each([[undefined], [null], [{}], [nothing]])('and is refused with %j', (subject) => {
    expect(findIssues(subject)).toEqual([['TLS_CLIENT_AUTH_MISSING', 'tlsClientAuth']]);
    expect(findIssues(subject, { clientAuthMethods: ['client_secret_basic', 'tls_client_auth'] })).toEqual([
      ['TLS_CLIENT_AUTH_MISSING', 'tlsClientAuth'],
    ]);
  });

  test.each(['client_secret_basic', 'none'] as const)('and no other method requires it: %s', (method) => {
    expect(findIssues(undefined, { clientAuthMethods: [method] })).toEqual([]);
  });
});

const good: Record<TlsClientAuthMember, string[]> = {
  subjectDn: [
    'CN=client',
    'CN=client,O=Example,C=DE',
    'CN = client + SERIALNUMBER=1, O="Example, Inc."',
    '2.5.4.3=client',
    'CN=Bücher\\, GmbH',
    '2.5.4.97=#0C0A50534447422D4643413132',
    'UID=jsmith,DC=example,DC=net',
    'CN=Lu\\C4\\8Di\\C4\\87',
    'CN=\\ client\\ ',
    'CN=a#b=c',
    '2.999.1=x',
    'C = GB, O = OpenBanking, CN = 0015800000jf7AeAAI',
  ],
  sanDns: ['client.example.com', 'CLIENT', 'xn--bcher-kva.example', '*.example.com', '_a.example'],
  sanUri: ['https://client.example.com/', 'spiffe://example.org/client', 'urn:example:client'],
  sanIp: ['192.0.2.1', '2001:db8::1', '::ffff:192.0.2.1'],
  sanEmail: ['client@example.com', 'a+b@example.com'],
};

const bad: Record<TlsClientAuthMember, string[]> = {
  subjectDn: [
    '',
    'client',
    '=client',
    'CN=cl\0ient',
    'CN=client\n',
    'CN=\uD800',
    '1..2=x',
    '2.5.4.97=#',
    '2.5.4.97=#0',
    '2.5.4.97=#0C0',
    '2.5.4.97=#0C 0A',
    '2.5.4.97=#0G',
    '2.5.4.97=#0C0Ax',
    'CN=',
    'CN=,O=Example',
    'CN=client,O=',
    'CN=client,',
    'CN=client+',
    'CN=""',
    'CN="client',
    'CN=\\z',
    'CN=client\\',
    'CN=\\C3',
    'CN=a;O=b',
    'CN=<client>',
    '9.9.9=x',
    '3.1=x',
    '1.40.1=x',
    '2=x',
    '2.05=x',
  ],
  sanDns: [
    '',
    'client..example',
    '.example',
    'client.example.',
    '-a.example',
    'a-.example',
    'bücher.example',
    'a b',
    'https://client.example.com',
    'a.*.example',
    `${'a'.repeat(64)}.example`,
    `${'abcdefgh.'.repeat(28)}example`,
  ],
  sanUri: ['', 'client.example.com', '/client', 'https://client.example.com/a b', 'urn:é', 'urn:%GG'],
  sanIp: [
    '',
    '192.0.2',
    '192.0.2.256',
    '192.0.2.01',
    '192.0.2.1/32',
    '[2001:db8::1]',
    'fe80::1%eth0',
    ' ::1',
  ],
  sanEmail: [
    '',
    'client',
    '@example.com',
    'client@',
    'a@b@c',
    'a b@example.com',
    'a@b\n',
    'a\0@b',
    '<client@example.com>',
    'Client <client@example.com>',
    'é@example.com',
  ],
};

describe.each(members)('%s (RFC 8705 §2.1.2)', (member) => {
  test.each(good[member])('is accepted: %s', (value) => {
    expect(findIssues({ [member]: value })).toEqual([]);
    expect(findIssues({ ...nothing, [member]: value })).toEqual([]);
  });

  test.each(bad[member])('is refused: %j', (value) => {
    expect(findIssues({ [member]: value })).toEqual([[codes[member], 'tlsClientAuth', member]]);
  });

  test('is refused even if no method uses it, and if it is too long', () => {
    const refused = [[codes[member], 'tlsClientAuth', member]];
    expect(findIssues({ [member]: '\0' }, { clientAuthMethods: ['client_secret_basic'] })).toEqual(refused);
    expect(findIssues({ [member]: `${good[member][0]}${'a'.repeat(2048)}` })).toEqual(refused);
  });
});

test('a subject that no method uses is stored, with an advisory', () => {
  const unused = {
    ...sound,
    clientAuthMethods: ['client_secret_basic'] as const,
    tlsClientAuth: { sanDns: 'a.example' },
  };
  expect(checkRegistration(candidateOf(unused))).toEqual([]);
  expect(adviseRegistration(candidateOf(unused))).toMatchObject([
    { code: 'ADVISE_TLS_CLIENT_AUTH_UNUSED', path: ['tlsClientAuth'], reference: 'RFC 8705 §2.1.2' },
  ]);
  expect(adviseRegistration(candidateOf({ ...sound, tlsClientAuth: { sanDns: 'a.example' } }))).toEqual([]);
});

describe('a distinguished name in an older form (RFC 4514 §2)', () => {
  const advised = (subjectDn: string) =>
    adviseRegistration(candidateOf({ ...sound, tlsClientAuth: { subjectDn } })).map(({ code, path }) => [
      code,
      ...path,
    ]);

  test.each(['CN=client, O=Example', 'CN = client', 'CN="Example, Inc."', 'CN=client '])(
    'is accepted with an advisory, because servers that compare text do not match it: %s',
    (subjectDn) => {
      expect(findIssues({ subjectDn })).toEqual([]);
      expect(advised(subjectDn)).toEqual([
        ['ADVISE_TLS_CLIENT_AUTH_SUBJECT_DN', 'tlsClientAuth', 'subjectDn'],
      ]);
    },
  );

  test.each(['CN=client,O=Example', 'CN=a b', '2.5.4.97=#0C0A', 'no name'])(
    'must still be a distinguished name: %s is refused',
    (name) => {
      expect(advised(name)).toEqual([]);
    },
  );
});

test('every accepted distinguished name follows RFC 4514 §2.4', () => {
  const unit = fc.constantFrom(
    'CN',
    '=',
    ',',
    '+',
    '#',
    '0C',
    '\\',
    'z',
    ' ',
    '"',
    '2.5.4.97',
    '\\C3',
    '\\A4',
    'é',
  );
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 14 }), (name) => {
      if (findIssues({ subjectDn: name }).length > 0) return;
      const bare = name.replace(/\\./g, 'e').replace(/"[^"]*"/g, 'q');
      for (const attribute of bare.split(/[,+]/)) {
        const value = attribute.slice(attribute.indexOf('=') + 1).trim();
        expect(value).not.toBe('');
        if (value.startsWith('#')) expect(value).toMatch(/^#([0-9A-F]{2})+$/);
      }
    }),
    { numRuns: 5000 },
  );
});
