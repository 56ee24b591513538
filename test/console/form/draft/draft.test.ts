import { describe, expect, test } from 'vitest';
import {
  draftOf,
  emptyDraft,
  inputOf,
  needsRedirectUri,
  showsSubject,
} from '../../../../src/console/form/draft/draft.ts';
import { changesOf } from '../../../../src/console/form/draft/draft-change.ts';
import { storedClient } from '../fixture.ts';

describe('the input of a draft', () => {
  test('contains required fields even if they are empty, and omits empty optional ones', () => {
    expect(inputOf(emptyDraft)).toEqual({
      name: '',
      isConfidential: true,
      clientAuthMethods: ['CLIENT_SECRET_BASIC'],
      grantTypes: ['AUTHORIZATION_CODE'],
      scopes: ['openid'],
    });
  });

  test('omits emptied lists, so that the server sets the default', () => {
    const input = inputOf({ ...emptyDraft, clientAuthMethods: [], grantTypes: [], scopes: [] });
    expect(Object.keys(input)).toEqual(['name', 'isConfidential']);
  });

  test('omits blank rows, and trims spaces around a URI', () => {
    const rows = ['', ' https://a.example/ ', '  '].map((text, id) => ({ id, text }));
    expect(inputOf({ ...emptyDraft, redirectUris: rows }).redirectUris).toEqual(['https://a.example/']);
  });

  test('contains keys from one source only, byte for byte', () => {
    const both = { ...emptyDraft, jwks: '{"keys": [] }\n', jwksUri: 'https://a.example/jwks' };
    expect(inputOf({ ...both, keySource: 'none' })).not.toHaveProperty('jwks');
    const set = inputOf({ ...both, keySource: 'jwks' });
    expect(set.jwks).toBe('{"keys": [] }\n');
    expect(set).not.toHaveProperty('jwksUri');
    const address = inputOf({ ...both, keySource: 'jwksUri' });
    expect(address.jwksUri).toBe('https://a.example/jwks');
    expect(address).not.toHaveProperty('jwks');
  });

  test('contains each line of a list that is edited as text, without blank lines and spaces', () => {
    const input = inputOf({ ...emptyDraft, contacts: ' a@example.com\n\n b@example.com \n' });
    expect(input.contacts).toEqual(['a@example.com', 'b@example.com']);
    expect(inputOf({ ...emptyDraft, contacts: ' \n ' })).not.toHaveProperty('contacts');
  });

  test('contains a number, and a choice that is not the default', () => {
    const set = inputOf({ ...emptyDraft, defaultMaxAge: '3600', requireAuthTime: true });
    expect(set).toMatchObject({ defaultMaxAge: 3600, requireAuthTime: true });
    const zero = inputOf({ ...emptyDraft, defaultMaxAge: '0', requireAuthTime: false });
    expect(zero.defaultMaxAge).toBe(0);
    expect(zero).not.toHaveProperty('requireAuthTime');
  });

  test('contains a certificate subject under one name only', () => {
    const input = inputOf({ ...emptyDraft, subjectMember: 'sanDns', subject: ' client.example ' });
    expect(input.tlsClientAuth).toEqual({ sanDns: 'client.example' });
  });
});

test('requires a redirect URI for the authorization code grant only, which is the default', () => {
  const needs = (grantTypes: typeof emptyDraft.grantTypes) => needsRedirectUri({ ...emptyDraft, grantTypes });
  expect([needs([]), needs(['AUTHORIZATION_CODE', 'CLIENT_CREDENTIALS'])]).toEqual([true, true]);
  expect([needs(['CLIENT_CREDENTIALS']), needs(['DEVICE_CODE', 'REFRESH_TOKEN'])]).toEqual([false, false]);
});

describe('the draft of a stored client', () => {
  test('without redirect URIs has one blank row and counts as unchanged', () => {
    const machine = { ...storedClient, grantTypes: ['CLIENT_CREDENTIALS' as const], redirectUris: [] };
    const draft = draftOf(machine);
    expect(draft.redirectUris).toEqual([{ id: 0, text: '' }]);
    expect(draft.nextRow).toBe(1);
    expect(changesOf(machine, draft)).toEqual({});
  });

  test('clears the redirect URIs if all are removed', () => {
    const draft = { ...draftOf(storedClient), redirectUris: [{ id: 5, text: ' ' }] };
    expect(changesOf(storedClient, draft)).toEqual({ redirectUris: null });
  });

  test('equals the stored client', () => {
    const client = {
      ...storedClient,
      jwksUri: 'https://shop.example/jwks',
      contacts: ['a@example.com', 'b@example.com'],
      requireAuthTime: true,
      defaultMaxAge: 0,
      tlsClientAuth: { subjectDn: null, sanDns: null, sanUri: null, sanIp: '192.0.2.1', sanEmail: null },
    };
    const input = inputOf(draftOf(client));
    expect(input).toMatchObject({
      name: 'Shop',
      redirectUris: client.redirectUris,
      jwksUri: 'https://shop.example/jwks',
      tlsClientAuth: { sanIp: '192.0.2.1' },
      contacts: client.contacts,
      requireAuthTime: true,
      defaultMaxAge: 0,
      website: 'https://shop.example/',
    });
    expect(input).not.toHaveProperty('fapiProfile');
    expect(input).not.toHaveProperty('postLogoutRedirectUris');
    expect(changesOf(client, draftOf(client))).toEqual({});
  });

  test('shows a subject without its method, so that it can be removed', () => {
    const draft = draftOf(storedClient);
    expect(showsSubject(draft)).toBe(false);
    expect(showsSubject({ ...draft, subject: 'CN=a' })).toBe(true);
    expect(showsSubject({ ...draft, clientAuthMethods: ['TLS_CLIENT_AUTH'] })).toBe(true);
  });
});
