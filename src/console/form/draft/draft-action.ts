import type { OAuthClientAuthMethod, OAuthFapiProfile, OAuthGrantType } from '../../document.ts';
import {
  defaultMethod,
  type Profile,
  withAllowedGrants,
  withAllowedMethods,
} from '../field/profile-allowance.ts';
import type { FlagField } from '../form-field.ts';
import type { Draft, KeySource, Row, SubjectMember } from './draft.ts';

/** The text fields of a draft. */
type TextField = { [Part in keyof Draft]: string extends Draft[Part] ? Part : never }[keyof Draft];

/** An action of the person who edits a draft. */
export type DraftAction =
  | { readonly do: 'type'; readonly field: TextField; readonly text: string }
  | { readonly do: 'typeRow'; readonly id: number; readonly text: string }
  | { readonly do: 'toggle'; readonly field: FlagField }
  | { readonly do: 'addRow' }
  | { readonly do: 'removeRow'; readonly id: number }
  | { readonly do: 'toggleMethod'; readonly method: OAuthClientAuthMethod }
  | { readonly do: 'toggleGrant'; readonly grant: OAuthGrantType }
  | { readonly do: 'addScopes'; readonly text: string }
  | { readonly do: 'removeScope'; readonly index: number }
  | { readonly do: 'chooseKind'; readonly isConfidential: boolean }
  | { readonly do: 'chooseProfile'; readonly profile: OAuthFapiProfile | null }
  | { readonly do: 'chooseKeySource'; readonly source: KeySource }
  | { readonly do: 'chooseSubject'; readonly member: SubjectMember }
  | { readonly do: 'fixMethods' }
  | { readonly do: 'fixGrants' }
  | { readonly do: 'replace'; readonly draft: Draft };

/** The draft after an action. `profiles` are those of the server: empty until they are loaded. */
export function applyAction(draft: Draft, action: DraftAction, profiles: readonly Profile[]): Draft {
  const profile = profiles.find((one) => one.profile === draft.fapiProfile);
  switch (action.do) {
    case 'type':
      return { ...draft, [action.field]: action.text };
    case 'toggle':
      return { ...draft, [action.field]: !draft[action.field] };
    case 'typeRow':
      return typeRow(draft, action.id, action.text);
    case 'addRow':
      return withRows(draft, [...draft.redirectUris, ...rowsOf([''], draft)]);
    case 'removeRow':
      return removeRow(draft, action.id);
    case 'toggleMethod':
      return { ...draft, clientAuthMethods: toggle(draft.clientAuthMethods, action.method) };
    case 'toggleGrant':
      return { ...draft, grantTypes: toggle(draft.grantTypes, action.grant) };
    case 'addScopes':
      return { ...draft, scopes: [...new Set([...draft.scopes, ...valuesIn(action.text)])] };
    case 'removeScope':
      return { ...draft, scopes: draft.scopes.toSpliced(action.index, 1) };
    case 'chooseKind':
      return followDefault(draft, { ...draft, isConfidential: action.isConfidential }, profile, profile);
    case 'chooseProfile': {
      const chosen = profiles.find((one) => one.profile === action.profile);
      return followDefault(draft, { ...draft, fapiProfile: action.profile }, profile, chosen);
    }
    case 'chooseKeySource':
      return { ...draft, keySource: action.source };
    case 'chooseSubject':
      return { ...draft, subjectMember: action.member };
    case 'fixMethods':
      return withAllowedMethods(draft, profile);
    case 'fixGrants':
      return withAllowedGrants(draft, profile);
    case 'replace':
      return action.draft;
  }
}

/**
 * A method that was the previous default is replaced by the new default. A method that a person has chosen is kept, allowed
 * or not.
 */
function followDefault(
  before: Draft,
  after: Draft,
  profileBefore: Profile | undefined,
  profileAfter: Profile | undefined,
): Draft {
  const [method, ...others] = before.clientAuthMethods;
  const isDefault = others.length === 0 && (!method || method === defaultMethod(before, profileBefore));
  return isDefault ? { ...after, clientAuthMethods: [defaultMethod(after, profileAfter)] } : after;
}

/** Each line of a pasted text becomes a row. */
function typeRow(draft: Draft, id: number, text: string): Draft {
  const [first = '', ...further] = text.includes('\n') ? linesIn(text) : [text];
  const rows = draft.redirectUris.flatMap((row) =>
    row.id === id ? [{ id, text: first }, ...rowsOf(further, draft)] : [row],
  );
  return withRows(draft, rows);
}

function removeRow(draft: Draft, id: number): Draft {
  const left = draft.redirectUris.filter((row) => row.id !== id);
  return withRows(draft, left.length > 0 ? left : rowsOf([''], draft));
}

function rowsOf(texts: readonly string[], { nextRow }: Draft): Row[] {
  return texts.map((text, index) => ({ id: nextRow + index, text }));
}

function withRows(draft: Draft, rows: readonly Row[]): Draft {
  const nextRow = Math.max(draft.nextRow, ...rows.map(({ id }) => id + 1));
  return { ...draft, redirectUris: rows, nextRow };
}

function linesIn(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function valuesIn(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function toggle<T>(items: readonly T[], item: T): readonly T[] {
  return items.includes(item) ? items.filter((one) => one !== item) : [...items, item];
}
