import { describe, expect, test } from 'vitest';
import { draftOf } from '../../../../src/console/form/draft/draft.ts';
import { changesOf, rebase } from '../../../../src/console/form/draft/draft-change.ts';
import { storedClient } from '../fixture.ts';

const draft = draftOf(storedClient);

describe('the change of an edited client', () => {
  test('is empty if no field differs', () => {
    expect(changesOf(storedClient, draft)).toEqual({});
  });

  test('does not contain hidden fields that are not sent', () => {
    expect(changesOf(storedClient, { ...draft, jwks: '{"keys":[]}', subjectMember: 'sanIp' })).toEqual({});
  });

  test('contains only changed fields: null clears, a list replaces', () => {
    const edited = {
      ...draft,
      website: '',
      scopes: [],
      redirectUris: draft.redirectUris.slice(0, 1),
      fapiProfile: 'FAPI1' as const,
    };
    expect(changesOf(storedClient, edited)).toEqual({
      website: null,
      scopes: null,
      redirectUris: ['https://shop.example/a'],
      fapiProfile: 'FAPI1',
    });
  });

  test('restores the default of a choice and clears a number', () => {
    const client = { ...storedClient, requireAuthTime: true, defaultMaxAge: 60 };
    const edited = { ...draftOf(client), requireAuthTime: false, defaultMaxAge: '' };
    expect(changesOf(client, edited)).toEqual({ requireAuthTime: null, defaultMaxAge: null });
  });

  test('clears the keys that are replaced by an address', () => {
    const client = { ...storedClient, jwks: '{"keys":[1]}' };
    const moved = { ...draftOf(client), keySource: 'jwksUri' as const, jwksUri: 'https://shop.example/jwks' };
    expect(changesOf(client, moved)).toEqual({ jwks: null, jwksUri: 'https://shop.example/jwks' });
  });
});

describe('a draft that is merged with a newer version', () => {
  const newest = { ...storedClient, name: 'Theirs', scopes: ['openid', 'email'], version: 2 };

  test('keeps the typed fields and takes the other ones from the newer version', () => {
    const { draft: rebased, contested } = rebase(storedClient, { ...draft, website: '' }, newest);
    expect(rebased).toMatchObject({ name: 'Theirs', scopes: ['openid', 'email'], website: '' });
    expect(contested).toEqual([]);
    expect(changesOf(newest, rebased)).toEqual({ website: null });
  });

  test('lists the fields that both changed to different values', () => {
    const both = { ...draft, name: 'Ours', scopes: ['openid', 'email'] };
    const { draft: rebased, contested } = rebase(storedClient, both, newest);
    expect(rebased.name).toBe('Ours');
    expect(contested).toEqual(['name']);
  });
});
