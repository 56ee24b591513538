import { describe, expect, test } from 'vitest';
import { adviseRegistration, checkRegistration } from '../../../src/registration/check-registration.ts';
import type { RegistrationInput, TlsClientAuthInput } from '../../../src/registration/client-metadata.ts';
import {
  type TlsClientAuthMember,
  tlsClientAuthMembers,
  wordsOf,
} from '../../../src/registration/vocabulary.ts';

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

function judge(tlsClientAuth: TlsClientAuthInput | null | undefined, rest: Partial<RegistrationInput> = {}) {
  return checkRegistration({ ...sound, ...rest, tlsClientAuth }).map(({ code, path }) => [code, ...path]);
}

const members = wordsOf(tlsClientAuthMembers);
const nothing = Object.fromEntries(members.map((member) => [member, null])) as TlsClientAuthInput;

describe('tls_client_auth needs a certificate subject (RFC 8705 §2.1.2)', () => {
  test.each([[undefined], [null], [{}], [nothing]])('and is refused with %j', (subject) => {
    expect(judge(subject)).toEqual([['TLS_CLIENT_AUTH_MISSING', 'tlsClientAuth']]);
    expect(judge(subject, { clientAuthMethods: ['client_secret_basic', 'tls_client_auth'] })).toEqual([
      ['TLS_CLIENT_AUTH_MISSING', 'tlsClientAuth'],
    ]);
  });

  test.each(['client_secret_basic', 'none'] as const)('and no other method does: %s', (method) => {
    expect(judge(undefined, { clientAuthMethods: [method] })).toEqual([]);
  });
});

const good: Record<TlsClientAuthMember, string[]> = {
  subjectDn: [
    'CN=client',
    'CN=client,O=Example,C=DE',
    'CN = client + SERIALNUMBER=1, O="Example, Inc."',
    '2.5.4.3=client',
    'CN=Bücher\\, GmbH',
  ],
  sanDns: ['client.example.com', 'CLIENT', 'xn--bcher-kva.example', '*.example.com', '_a.example'],
  sanUri: ['https://client.example.com/', 'spiffe://example.org/client', 'urn:example:client'],
  sanIp: ['192.0.2.1', '2001:db8::1', '::ffff:192.0.2.1'],
  sanEmail: ['client@example.com', 'a+b@example.com'],
};

const bad: Record<TlsClientAuthMember, string[]> = {
  subjectDn: ['', 'client', '=client', 'CN=cl\0ient', 'CN=client\n', 'CN=\uD800', '1..2=x'],
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
  sanEmail: ['', 'client', '@example.com', 'client@', 'a@b@c', 'a b@example.com', 'a@b\n', 'a\0@b'],
};

describe.each(members)('%s (RFC 8705 §2.1.2)', (member) => {
  test.each(good[member])('is accepted: %s', (value) => {
    expect(judge({ [member]: value })).toEqual([]);
    expect(judge({ ...nothing, [member]: value })).toEqual([]);
  });

  test.each(bad[member])('is refused: %j', (value) => {
    expect(judge({ [member]: value })).toEqual([[codes[member], 'tlsClientAuth', member]]);
  });

  test('is refused also where it is not used, and where it is too long', () => {
    const refused = [[codes[member], 'tlsClientAuth', member]];
    expect(judge({ [member]: '\0' }, { clientAuthMethods: ['client_secret_basic'] })).toEqual(refused);
    expect(judge({ [member]: `${good[member][0]}${'a'.repeat(2048)}` })).toEqual(refused);
  });
});

test('a subject that no method uses is kept and advised against', () => {
  const unused = {
    ...sound,
    clientAuthMethods: ['client_secret_basic'] as const,
    tlsClientAuth: { sanDns: 'a.example' },
  };
  expect(checkRegistration(unused)).toEqual([]);
  expect(adviseRegistration(unused)).toMatchObject([
    { code: 'ADVISE_TLS_CLIENT_AUTH_UNUSED', path: ['tlsClientAuth'], reference: 'RFC 8705 §2.1.2' },
  ]);
  expect(adviseRegistration({ ...sound, tlsClientAuth: { sanDns: 'a.example' } })).toEqual([]);
});
