import { useText } from '../../language.tsx';
import { methodNames } from '../../value-name.ts';
import { useFormText } from '../form-text.tsx';
import type { Profile } from './profile-allowance.ts';
import { grantValues } from './registry-word.ts';

/** The requirements of a profile, each with its clause. */
export function ProfileDemands({ profile }: { readonly profile: Profile }) {
  const text = useFormText().profile;
  const { mark } = useText();
  const methods = profile.authMethods.value.map((method) => methodNames[method]).join(mark.item);
  return (
    <dl className="demands">
      <Demand
        term={text.authMethods}
        value={profile.refusesWeakMethods ? methods : text.authMethodsWeak(methods)}
        reference={profile.authMethods.reference}
      />
      <Demand
        term={text.defaultAuthMethod}
        value={methodNames[profile.defaultAuthMethod.value]}
        reference={profile.defaultAuthMethod.reference}
      />
      <Demand
        term={text.confidentialOnly}
        value={profile.confidentialOnly.value ? text.confidentialOnlyYes : text.confidentialOnlyNo}
        reference={profile.confidentialOnly.reference}
      />
      <Demand
        term={text.redirectRule}
        value={text.redirectRules[profile.redirectRule.value]}
        reference={profile.redirectRule.reference}
      />
      <Demand
        term={text.grantTypes}
        value={profile.grantTypes.value.map((grant) => grantValues[grant]).join(mark.item)}
        reference={profile.grantTypes.reference}
      />
      <Demand
        term={text.algorithms}
        value={profile.algorithms.value?.join(mark.item) ?? text.anyAlgorithm}
        reference={profile.algorithms.reference}
      />
      <Demand
        term={text.minimumRsaBits}
        value={text.bits(profile.minimumRsaBits.value)}
        reference={profile.minimumRsaBits.reference}
      />
      <Demand
        term={text.keysRequired}
        value={profile.keysRequired.value ? text.keysRequiredYes : text.keysRequiredNo}
        reference={profile.keysRequired.reference}
      />
      <Demand
        term={text.distinctKids}
        value={profile.distinctKids.value ? text.distinctKidsYes : text.distinctKidsNo}
        reference={profile.distinctKids.reference}
      />
      <dt>{text.runtimeDuties}</dt>
      <dd>
        <ul>
          {profile.runtimeDuties.map(({ value, reference }) => (
            <li key={value}>
              {text.runtimeDuty[value]} <span className="clause">{reference}</span>
            </li>
          ))}
        </ul>
      </dd>
    </dl>
  );
}

interface DemandProps {
  readonly term: string;
  readonly value: string;
  readonly reference: string;
}

function Demand({ term, value, reference }: DemandProps) {
  return (
    <>
      <dt>{term}</dt>
      <dd>
        {value} <span className="clause">{reference}</span>
      </dd>
    </>
  );
}
