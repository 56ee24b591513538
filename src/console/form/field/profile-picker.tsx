import { useId } from 'react';
import type { OAuthFapiProfile } from '../../document.ts';
import { Failure } from '../../element/failure.tsx';
import { useForm } from '../form-state.tsx';
import { useFormText } from '../form-text.tsx';
import { Group } from './field.tsx';
import type { Profile } from './profile-allowance.ts';
import { ProfileDemands } from './profile-demands.tsx';

export function ProfilePicker() {
  const { profile: text } = useFormText();
  const { profiles, profilesError } = useForm();
  return (
    <Group field="fapiProfile" need="optional">
      <div className="stack tight">
        <div className="option">
          <ProfileRadio value={null} label={text.none.label} hint={text.none.hint} />
        </div>
        {profiles.length === 0 && !profilesError && <p className="demand">{text.loading}</p>}
        <Failure error={profilesError} />
        {inOrder(profiles).map((profile) => (
          <ProfileOption key={profile.profile} profile={profile} />
        ))}
      </div>
    </Group>
  );
}

/** `fapi1` comes last, because newcomers should not take it for the first of the standards. */
function inOrder(profiles: readonly Profile[]): readonly Profile[] {
  const isLoose = ({ profile }: Profile) => Number(profile === 'FAPI1');
  return profiles.toSorted((one, other) => isLoose(one) - isLoose(other));
}

const titleOf = ({ title }: Profile) => title.replaceAll('`', '');

function ProfileOption({ profile }: { readonly profile: Profile }) {
  const { profile: text } = useFormText();
  const { draft } = useForm();
  const isChosen = draft.fapiProfile === profile.profile;
  return (
    <div className="option" data-chosen={isChosen}>
      <ProfileRadio value={profile.profile} label={titleOf(profile)} language="en" />
      <details key={String(isChosen)} open={isChosen}>
        <summary>
          {text.demands}
          <span className="visually-hidden"> {titleOf(profile)}</span>
        </summary>
        <ProfileDemands profile={profile} />
      </details>
    </div>
  );
}

interface ProfileRadioProps {
  readonly value: OAuthFapiProfile | null;
  readonly label: string;
  readonly hint?: string;
  /** BCP 47 tag of the label if it is not in the language of the page, as titles of standards. */
  readonly language?: string;
}

function ProfileRadio({ value, label, hint, language }: ProfileRadioProps) {
  const { draft, dispatch, touch } = useForm();
  const hintId = useId();
  return (
    <>
      <label className="choice">
        <input
          type="radio"
          name="profile"
          checked={draft.fapiProfile === value}
          aria-describedby={hint && hintId}
          onChange={() => {
            dispatch({ do: 'chooseProfile', profile: value });
            touch('fapiProfile');
          }}
        />
        <strong lang={language}>{label}</strong>
      </label>
      {hint && (
        <p id={hintId} className="hint">
          {hint}
        </p>
      )}
    </>
  );
}
