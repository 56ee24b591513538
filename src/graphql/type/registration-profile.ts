import {
  type Demand,
  type Profile,
  type RedirectRule,
  type RuntimeDuty,
  redirectRules,
  runtimeDuties,
} from '../../domain/client/profile.ts';
import type { ClientAuthMethod, FapiProfile, GrantType } from '../../domain/client/vocabulary.ts';
import { builder } from '../builder.ts';
import { ClientAuthMethodType, FapiProfileType, GrantTypeType } from './vocabulary.ts';

const RedirectRuleType = enumOfSentences<RedirectRule>(
  'OAuthRedirectRule',
  'The redirect URIs that a profile allows.',
  redirectRules,
);
const RuntimeDutyType = enumOfSentences<RuntimeDuty>(
  'OAuthRuntimeDuty',
  'A duty of the authorization server at run time for clients of a profile.',
  runtimeDuties,
);

function enumOfSentences<T extends string>(
  name: string,
  description: string,
  sentences: Readonly<Record<T, string>>,
) {
  const values = Object.entries<string>(sentences).map(([value, sentence]) => [
    value,
    { value: value as T, description: sentence },
  ]);
  return builder.enumType(name, {
    description,
    values: Object.fromEntries(values) as Record<string, { value: T }>,
  });
}

const reference = { description: 'The clause of the requirement.' };

const AuthMethodDemand = builder
  .objectRef<Demand<readonly ClientAuthMethod[]>>('OAuthAuthMethodDemand')
  .implement({
    description: 'The authentication methods that a profile allows.',
    fields: (t) => ({
      value: t.expose('value', {
        type: [ClientAuthMethodType],
        description: 'The methods of a confidential client.',
      }),
      reference: t.exposeString('reference', reference),
    }),
  });

const DefaultAuthMethodDemand = builder
  .objectRef<Demand<ClientAuthMethod>>('OAuthDefaultAuthMethodDemand')
  .implement({
    description: 'The default authentication method of a profile.',
    fields: (t) => ({
      value: t.expose('value', {
        type: ClientAuthMethodType,
        description: 'The default method.',
      }),
      reference: t.exposeString('reference', reference),
    }),
  });

const GrantTypeDemand = builder.objectRef<Demand<readonly GrantType[]>>('OAuthGrantTypeDemand').implement({
  description: 'The grants that a profile allows.',
  fields: (t) => ({
    value: t.expose('value', { type: [GrantTypeType], description: 'The grants.' }),
    reference: t.exposeString('reference', reference),
  }),
});

const AlgorithmDemand = builder
  .objectRef<Demand<readonly string[] | null>>('OAuthAlgorithmDemand')
  .implement({
    description: 'The signature algorithms that a profile allows.',
    fields: (t) => ({
      value: t.exposeStringList('value', {
        nullable: true,
        description:
          'Values of `alg` (RFC 7518 §3.1); null if the profile allows every asymmetric algorithm.',
      }),
      reference: t.exposeString('reference', reference),
    }),
  });

const NumberDemand = builder.objectRef<Demand<number>>('OAuthNumberDemand').implement({
  description: 'A numeric requirement of a profile.',
  fields: (t) => ({
    value: t.exposeInt('value', { description: 'The number.' }),
    reference: t.exposeString('reference', reference),
  }),
});

const BooleanDemand = builder.objectRef<Demand<boolean>>('OAuthBooleanDemand').implement({
  description: 'A yes-or-no requirement of a profile.',
  fields: (t) => ({
    value: t.exposeBoolean('value', { description: 'Whether the profile requires it.' }),
    reference: t.exposeString('reference', reference),
  }),
});

const RedirectRuleDemand = builder.objectRef<Demand<RedirectRule>>('OAuthRedirectRuleDemand').implement({
  description: 'The redirect URIs that a profile allows.',
  fields: (t) => ({
    value: t.expose('value', { type: RedirectRuleType, description: 'The rule.' }),
    reference: t.exposeString('reference', reference),
  }),
});

const RuntimeDutyDemand = builder.objectRef<Demand<RuntimeDuty>>('OAuthRuntimeDutyDemand').implement({
  description: 'A duty of the authorization server at run time.',
  fields: (t) => ({
    value: t.expose('value', { type: RuntimeDutyType, description: 'The duty.' }),
    reference: t.exposeString('reference', reference),
  }),
});

export const RegistrationProfile = builder
  .objectRef<Profile & { readonly profile: FapiProfile }>('OAuthRegistrationProfile')
  .implement({
    description:
      'The requirements of a FAPI profile, each with its clause. Forms can be generated from them.',
    fields: (t) => ({
      profile: t.expose('profile', {
        type: FapiProfileType,
        description: 'The profile.',
      }),
      title: t.exposeString('title', { description: 'The title of the specification.' }),
      refusesWeakMethods: t.boolean({
        description:
          'Whether a weaker method in addition to an allowed one is refused. If not, it gives an advisory.',
        resolve: ({ weakMethod }) => weakMethod === 'refused',
      }),
      authMethods: t.expose('authMethods', {
        type: AuthMethodDemand,
        description: 'The authentication methods of a confidential client.',
      }),
      defaultAuthMethod: t.expose('defaultAuthMethod', {
        type: DefaultAuthMethodDemand,
        description: 'The default authentication method of a confidential client.',
      }),
      confidentialOnly: t.expose('confidentialOnly', {
        type: BooleanDemand,
        description: 'Whether public clients are refused.',
      }),
      redirectRule: t.expose('redirectRule', {
        type: RedirectRuleDemand,
        description: 'The redirect URIs that the profile allows.',
      }),
      grantTypes: t.expose('grantTypes', {
        type: GrantTypeDemand,
        description: 'The grants that a client may use.',
      }),
      algorithms: t.expose('algorithms', {
        type: AlgorithmDemand,
        description: 'The algorithms that a client may sign with.',
      }),
      minimumRsaBits: t.expose('minimumRsaBits', {
        type: NumberDemand,
        description: 'Minimum length of an RSA key in bits.',
      }),
      keysRequired: t.expose('keysRequired', {
        type: BooleanDemand,
        description: 'Whether keys are required with every authentication method, for signed requests.',
      }),
      distinctKids: t.expose('distinctKids', {
        type: BooleanDemand,
        description: 'Whether each `kid` must be unique in the JWK Set, also across key types.',
      }),
      runtimeDuties: t.expose('runtimeDuties', {
        type: [RuntimeDutyDemand],
        description: 'The duties of the authorization server at run time.',
      }),
    }),
  });
