import { useForm } from '../form-state.tsx';
import { useFormText } from '../form-text.tsx';
import { Group } from './field.tsx';
import { Fix, OptionList } from './option-list.tsx';
import { refusalOfGrant, refusedIn } from './profile-allowance.ts';
import { grantClauses, grantValues, valuesIn } from './registry-word.ts';

export function GrantChoice() {
  const text = useFormText();
  const { draft, dispatch, profile, touch } = useForm();
  const options = valuesIn(grantValues).map((grant) => ({
    location: `grantTypes.${grant}` as const,
    ...text.grant[grant],
    word: grantValues[grant],
    clause: grantClauses[grant],
    isChosen: draft.grantTypes.includes(grant),
    refusal: refusalOfGrant(grant, draft, profile),
    onToggle: () => {
      dispatch({ do: 'toggleGrant', grant });
      touch('grantTypes');
    },
  }));
  return (
    <Group field="grantTypes">
      <Fix
        words={refusedIn(draft, profile).grants.map((grant) => grantValues[grant])}
        label={text.refused.fixGrants}
        onFix={() => dispatch({ do: 'fixGrants' })}
      />
      <OptionList options={options} />
      {draft.grantTypes.length === 0 && <p className="demand">{text.noGrant}</p>}
    </Group>
  );
}
