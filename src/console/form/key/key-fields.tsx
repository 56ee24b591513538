import { useText } from '../../language.tsx';
import type { Draft, KeySource } from '../draft/draft.ts';
import { Group, TextField } from '../field/field.tsx';
import type { Profile } from '../field/profile-allowance.ts';
import { useForm } from '../form-state.tsx';
import { useFormText } from '../form-text.tsx';
import { JwkSetEditor } from './jwk-set-editor.tsx';

const sources = ['none', 'jwks', 'jwksUri'] as const satisfies readonly KeySource[];

export function KeyFields() {
  const text = useFormText();
  const { mark } = useText();
  const { draft, dispatch, profile, touch } = useForm();
  return (
    <>
      <Group field="jwks" need={needsKeys(draft, profile) ? 'required' : 'optional'}>
        {profile && (
          <p className="demand">
            {profile.title}
            {mark.colon}
            {text.profile.algorithms} {profile.algorithms.value?.join(mark.item) ?? text.profile.anyAlgorithm}{' '}
            <span className="clause">{profile.algorithms.reference}</span>
            {profile.keysRequired.value && (
              <>
                {mark.clause}
                {text.profile.keysRequiredYes}{' '}
                <span className="clause">{profile.keysRequired.reference}</span>
              </>
            )}
          </p>
        )}
        <fieldset className="row choices">
          <legend className="visually-hidden">{text.keys.source}</legend>
          {sources.map((source) => (
            <label key={source} className="choice">
              <input
                type="radio"
                name="key-source"
                checked={draft.keySource === source}
                onChange={() => {
                  dispatch({ do: 'chooseKeySource', source });
                  touch(source === 'jwksUri' ? 'jwksUri' : 'jwks');
                }}
              />
              {text.keys[source]}
            </label>
          ))}
        </fieldset>
        {draft.keySource === 'jwks' && <JwkSetEditor />}
      </Group>
      {draft.keySource === 'jwksUri' && (
        <TextField field="jwksUri" isRequired placeholder="https://app.example.com/jwks.json" />
      )}
    </>
  );
}

function needsKeys({ clientAuthMethods }: Draft, profile: Profile | undefined): boolean {
  const byMethod = clientAuthMethods.some(
    (method) => method === 'PRIVATE_KEY_JWT' || method === 'SELF_SIGNED_TLS_CLIENT_AUTH',
  );
  return byMethod || profile?.keysRequired.value === true;
}
