import { createContext, use, useReducer, useState } from 'react';
import { type CombinedError, useQuery } from 'urql';
import { type OAuthIssueCode, RegistrationProfilesDocument } from '../document.ts';
import { useRights } from '../element/missing-rights.tsx';
import type { Draft } from './draft/draft.ts';
import { applyAction, type DraftAction } from './draft/draft-action.ts';
import { type DryRun, useDryRun } from './draft/dry-run.tsx';
import {
  type FieldIssue,
  type FieldLocation,
  issuesAt,
  joinIssues,
  type LocatedIssue,
  locateIssues,
} from './draft/placement.ts';
import { useTouched } from './draft/touched.tsx';
import type { Profile } from './field/profile-allowance.ts';
import { useFormText } from './form-text.tsx';
import { holdsSecretKey, withoutSecrets } from './key/secret-key.ts';

/** The messages at a location of the form. */
interface Said {
  readonly issues: readonly FieldIssue[];
  readonly advisories: readonly FieldIssue[];
}

export interface FormState {
  readonly draft: Draft;
  readonly dispatch: (action: DraftAction) => void;
  readonly profiles: readonly Profile[];
  /** The reason why there are none. */
  readonly profilesError: CombinedError | undefined;
  /** The profile of the draft; undefined for none. */
  readonly profile: Profile | undefined;
  readonly dryRun: DryRun;
  /** All issues of the draft, at visited and other locations. */
  readonly issues: readonly LocatedIssue[];
  readonly advisories: readonly LocatedIssue[];
  readonly holdsSecret: boolean;
  /**
   * Whether the draft must not leave the browser: it contains a secret, or a text that cannot be read and may contain one.
   */
  readonly isWithheld: boolean;
  /** Whether messages are shown at a location. Locations that were not visited yet show none. */
  readonly isSeen: (location: FieldLocation | undefined) => boolean;
  readonly saidAt: (location: FieldLocation) => Said;
  /** The person has visited this location. */
  readonly touch: (location: FieldLocation) => void;
  /** All messages are shown from now on. */
  readonly showAll: () => void;
}

const FormContext = createContext<FormState | undefined>(undefined);
export const FormProvider = FormContext;

export function useForm(): FormState {
  const form = use(FormContext);
  if (form === undefined) throw new Error('This component must be rendered inside the form.');
  return form;
}

interface FormOptions {
  readonly draft: Draft;
  /** Whether all issues are shown from the start, as for a stored client. */
  readonly isSeen: boolean;
  /** The input that was last sent, and the reason of its refusal. */
  readonly sent: Draft | undefined;
  readonly refusal: { readonly issues: readonly FieldIssue[] } | undefined;
}

export function useFormState({
  draft: initial,
  isSeen: seenFromStart,
  sent,
  refusal,
}: FormOptions): FormState {
  const { keys } = useFormText();
  const [{ data, error }] = useQuery({ query: RegistrationProfilesDocument });
  const profiles = data?.registrationProfiles ?? none;
  const [draft, dispatch] = useReducer(
    (before: Draft, action: DraftAction) => applyAction(before, action, profiles),
    initial,
  );
  const { touch, isTouched } = useTouched();
  const [isAllSeen, setAllSeen] = useState(seenFromStart);
  const dryRun = useDryRun(draft, useRights()('write'));
  const found = locateIssues(dryRun.verdict?.issues ?? none, dryRun.checked);
  const further = refusal && sent === draft ? locateIssues(refusal.issues, draft) : none;
  const jwks = draft.keySource === 'jwks' && draft.jwks.trim() !== '' ? draft.jwks : '{}';
  const holdsSecret = holdsSecretKey(jwks);
  const unsent = holdsSecret
    ? [{ location: 'jwks', issue: { ...privateKey, message: keys.privateTitle } } as const]
    : none;
  const issues = joinIssues(unsent, joinIssues(found, further));
  const advisories = locateIssues(dryRun.verdict?.advisories ?? none, dryRun.checked);
  const isSeen = (location: FieldLocation | undefined) =>
    isAllSeen || location === undefined || isTouched(location);
  return {
    draft,
    dispatch,
    profiles,
    profilesError: error,
    profile: profiles.find(({ profile }) => profile === draft.fapiProfile),
    dryRun,
    issues,
    advisories,
    holdsSecret,
    isWithheld: holdsSecret || withoutSecrets(jwks) !== jwks,
    isSeen,
    saidAt: (location) => ({
      issues: isSeen(location) ? issuesAt(issues, location) : none,
      advisories: isSeen(location) ? issuesAt(advisories, location) : none,
    }),
    touch,
    showAll: () => setAllSeen(true),
  };
}

const none: readonly never[] = [];

/** The issue of a text that is not sent to the server. */
const privateKey = {
  path: ['jwks'],
  code: 'JWK_PRIVATE' satisfies OAuthIssueCode,
  reference: 'OpenID Connect Dynamic Client Registration §2 (jwks)',
};
