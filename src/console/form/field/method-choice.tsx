import { methodNames } from '../../value-name.ts';
import { useForm } from '../form-state.tsx';
import { useFormText } from '../form-text.tsx';
import { Group } from './field.tsx';
import { Fix, OptionList } from './option-list.tsx';
import { defaultMethod, refusalOfMethod, refusedIn } from './profile-allowance.ts';
import { methodClauses, valuesIn } from './registry-word.ts';

export function MethodChoice() {
  const text = useFormText();
  const { draft, dispatch, profile, touch } = useForm();
  const options = valuesIn(methodClauses).map((method) => ({
    location: `clientAuthMethods.${method}` as const,
    ...text.method[method],
    word: methodNames[method],
    clause: methodClauses[method],
    isChosen: draft.clientAuthMethods.includes(method),
    refusal: refusalOfMethod(method, draft, profile),
    onToggle: () => {
      dispatch({ do: 'toggleMethod', method });
      touch('clientAuthMethods');
    },
  }));
  return (
    <Group field="clientAuthMethods">
      <Fix
        words={refusedIn(draft, profile).methods.map((method) => methodNames[method])}
        label={text.refused.fixMethods}
        onFix={() => dispatch({ do: 'fixMethods' })}
      />
      <OptionList options={options} />
      {draft.clientAuthMethods.length === 0 && (
        <p className="demand">{text.noMethod(methodNames[defaultMethod(draft, profile)])}</p>
      )}
    </Group>
  );
}
