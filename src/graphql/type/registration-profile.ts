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
  'Where the redirect URIs of a profile may point.',
  redirectRules,
);
const RuntimeDutyType = enumOfSentences<RuntimeDuty>(
  'OAuthRuntimeDuty',
  'What an authorization server does at run time for the clients of a profile.',
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

const reference = { description: 'The clause that makes the demand.' };

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
    description: 'The authentication method that a profile sets.',
    fields: (t) => ({
      value: t.expose('value', {
        type: ClientAuthMethodType,
        description: 'The method of a client that names none.',
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
        description: 'Values of `alg` (RFC 7518 §3.1); null when the profile names none.',
      }),
      reference: t.exposeString('reference', reference),
    }),
  });

const NumberDemand = builder.objectRef<Demand<number>>('OAuthNumberDemand').implement({
  description: 'A number that a profile asks for.',
  fields: (t) => ({
    value: t.exposeInt('value', { description: 'The number.' }),
    reference: t.exposeString('reference', reference),
  }),
});

const BooleanDemand = builder.objectRef<Demand<boolean>>('OAuthBooleanDemand').implement({
  description: 'Something that a profile asks for, or not.',
  fields: (t) => ({
    value: t.exposeBoolean('value', { description: 'Whether it asks for it.' }),
    reference: t.exposeString('reference', reference),
  }),
});

const RedirectRuleDemand = builder.objectRef<Demand<RedirectRule>>('OAuthRedirectRuleDemand').implement({
  description: 'Where the redirect URIs of a profile may point.',
  fields: (t) => ({
    value: t.expose('value', { type: RedirectRuleType, description: 'The rule.' }),
    reference: t.exposeString('reference', reference),
  }),
});

const RuntimeDutyDemand = builder.objectRef<Demand<RuntimeDuty>>('OAuthRuntimeDutyDemand').implement({
  description: 'Something that a profile switches on at run time.',
  fields: (t) => ({
    value: t.expose('value', { type: RuntimeDutyType, description: 'What the authorization server does.' }),
    reference: t.exposeString('reference', reference),
  }),
});

export const RegistrationProfile = builder
  .objectRef<Profile & { readonly profile: FapiProfile }>('OAuthRegistrationProfile')
  .implement({
    description:
      'What a FAPI profile demands of a client, each line with its clause; a form can be made of it.',
    fields: (t) => ({
      profile: t.expose('profile', {
        type: FapiProfileType,
        description: 'The word that asks for the profile.',
      }),
      title: t.exposeString('title', { description: 'The name of the document, for people.' }),
      refusesWeakMethods: t.boolean({
        description:
          'Whether a weaker method beside an allowed one is refused; if not, it is advised against.',
        resolve: ({ weakMethod }) => weakMethod === 'refused',
      }),
      authMethods: t.expose('authMethods', {
        type: AuthMethodDemand,
        description: 'The authentication methods of a confidential client.',
      }),
      defaultAuthMethod: t.expose('defaultAuthMethod', {
        type: DefaultAuthMethodDemand,
        description: 'The authentication method of a confidential client that names none.',
      }),
      confidentialOnly: t.expose('confidentialOnly', {
        type: BooleanDemand,
        description: 'Whether public clients are refused.',
      }),
      redirectRule: t.expose('redirectRule', {
        type: RedirectRuleDemand,
        description: 'Where redirect URIs may point.',
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
        description: 'Bits of an RSA key, at least.',
      }),
      keysRequired: t.expose('keysRequired', {
        type: BooleanDemand,
        description: 'Whether keys are needed whatever the authentication method, for signed requests.',
      }),
      distinctKids: t.expose('distinctKids', {
        type: BooleanDemand,
        description:
          'Whether every `kid` of a JWK Set has to be the only one of its name, also across key types.',
      }),
      runtimeDuties: t.expose('runtimeDuties', {
        type: [RuntimeDutyDemand],
        description: 'What the profile switches on at run time.',
      }),
    }),
  });
