import { describe, expect, test } from 'vitest';
import { draftOf } from '../../../../src/console/form/draft/draft.ts';
import { changesOf, rebase } from '../../../../src/console/form/draft/draft-change.ts';
import { storedClient } from '../fixture.ts';

const draft = draftOf(storedClient);

describe('the change of an edited client', () => {
  test('nothing, when nothing is different', () => {
    expect(changesOf(storedClient, draft)).toEqual({});
  });

  test('hidden fields that are not sent are not a change', () => {
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

  test('keys that move to an address are cleared here', () => {
    const client = { ...storedClient, jwks: '{"keys":[1]}' };
    const moved = { ...draftOf(client), keySource: 'jwksUri' as const, jwksUri: 'https://shop.example/jwks' };
    expect(changesOf(client, moved)).toEqual({ jwks: null, jwksUri: 'https://shop.example/jwks' });
  });
});

describe('a draft over a newer version', () => {
  const newest = { ...storedClient, name: 'Theirs', scopes: ['openid', 'email'], version: 2 };

  test('keeps what was typed and takes in what was not', () => {
    const { draft: rebased, contested } = rebase(storedClient, { ...draft, website: '' }, newest);
    expect(rebased).toMatchObject({ name: 'Theirs', scopes: ['openid', 'email'], website: '' });
    expect(contested).toEqual([]);
    expect(changesOf(newest, rebased)).toEqual({ website: null });
  });

  test('names what both have changed, each to something else', () => {
    const both = { ...draft, name: 'Ours', scopes: ['openid', 'email'] };
    const { draft: rebased, contested } = rebase(storedClient, both, newest);
    expect(rebased.name).toBe('Ours');
    expect(contested).toEqual(['name']);
  });
});
