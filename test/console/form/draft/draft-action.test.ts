import { describe, expect, test } from 'vitest';
import { type Draft, emptyDraft } from '../../../../src/console/form/draft/draft.ts';
import { applyAction, type DraftAction } from '../../../../src/console/form/draft/draft-action.ts';
import { looseProfile, strictProfile } from '../fixture.ts';

const profiles = [strictProfile, looseProfile];
const applied = (draft: Draft, ...actions: readonly DraftAction[]) =>
  actions.reduce((before, action) => applyAction(before, action, profiles), draft);
const texts = ({ redirectUris }: Draft) => redirectUris.map(({ text }) => text);

describe('rows of redirect URIs', () => {
  test('pasted lines replace the row they were pasted into by one row each', () => {
    const draft = applied(
      emptyDraft,
      { do: 'typeRow', id: 0, text: 'first' },
      { do: 'addRow' },
      { do: 'typeRow', id: 0, text: 'a\r\n\n  b \nc' },
    );
    expect(texts(draft)).toEqual(['a', 'b', 'c', '']);
    expect(new Set(draft.redirectUris.map(({ id }) => id)).size).toBe(4);
  });

  test('the last row is emptied instead of removed', () => {
    expect(texts(applied(emptyDraft, { do: 'removeRow', id: 0 }))).toEqual(['']);
  });

  test('the id of a removed row is not used again', () => {
    const draft = applied(emptyDraft, { do: 'addRow' }, { do: 'removeRow', id: 1 }, { do: 'addRow' });
    expect(draft.redirectUris.map(({ id }) => id)).toEqual([0, 2]);
  });
});

describe('scopes', () => {
  test('pasted scopes are added, each once', () => {
    const draft = applied(emptyDraft, { do: 'addScopes', text: ' profile  openid\nemail,x ' });
    expect(draft.scopes).toEqual(['openid', 'profile', 'email,x']);
  });

  test('a scope is removed by its position', () => {
    const draft = applied(emptyDraft, { do: 'addScopes', text: 'a b' }, { do: 'removeScope', index: 1 });
    expect(draft.scopes).toEqual(['openid', 'b']);
  });
});

describe('profile and kind', () => {
  test('the default method follows the profile and the kind until a method is chosen', () => {
    const strict = applied(emptyDraft, { do: 'chooseProfile', profile: 'FAPI2_SECURITY' });
    expect(strict.clientAuthMethods).toEqual(['PRIVATE_KEY_JWT']);
    const back = applied(strict, { do: 'chooseProfile', profile: null });
    expect(back.clientAuthMethods).toEqual(['CLIENT_SECRET_BASIC']);
    const isPublic = applied(back, { do: 'chooseKind', isConfidential: false });
    expect(isPublic.clientAuthMethods).toEqual(['NONE']);
  });

  test('a chosen method stays when a profile refuses it', () => {
    const chosen = applied(emptyDraft, { do: 'toggleMethod', method: 'CLIENT_SECRET_POST' });
    const strict = applied(chosen, { do: 'chooseProfile', profile: 'FAPI2_SECURITY' });
    expect(strict.clientAuthMethods).toEqual(['CLIENT_SECRET_BASIC', 'CLIENT_SECRET_POST']);
    expect(applied(strict, { do: 'fixMethods' }).clientAuthMethods).toEqual(['PRIVATE_KEY_JWT']);
  });

  test('grants that a profile refuses stay until the user removes them', () => {
    const draft = applied(
      emptyDraft,
      { do: 'toggleGrant', grant: 'DEVICE_CODE' },
      { do: 'chooseProfile', profile: 'FAPI2_SECURITY' },
    );
    expect(draft.grantTypes).toEqual(['AUTHORIZATION_CODE', 'DEVICE_CODE']);
    expect(applied(draft, { do: 'fixGrants' }).grantTypes).toEqual(['AUTHORIZATION_CODE']);
  });
});
