import { actorTypes, auditActions, auditOutcomes } from '../../domain/audit/audit-event.ts';
import {
  clientAuthMethods,
  clientStatuses,
  fapiProfiles,
  grantTypes,
  secretStatuses,
  type VocabularyValue,
} from '../../domain/client/vocabulary.ts';
import { errorCatalogue, refusalCodes } from '../../domain/error/error-catalogue.ts';
import { type IssueCode, issueCatalogue } from '../../domain/error/issue-catalogue.ts';
import { builder } from '../builder.ts';

type Vocabulary = Readonly<Record<string, VocabularyValue>>;

const enumTypes = new Map<Vocabulary, object>();

/** The enum of a vocabulary. */
export function enumTypeOf(vocabulary: Vocabulary): object {
  const type = enumTypes.get(vocabulary);
  if (type === undefined)
    throw new Error('A vocabulary of a client metadata member has no enum: add it in vocabulary.ts.');
  return type;
}

/** An enum with the names and descriptions of a vocabulary. Its internal values are the keys of the vocabulary. */
function enumOf<T extends string>(
  name: string,
  description: string,
  vocabulary: Readonly<Record<T, VocabularyValue>>,
) {
  const values = Object.entries<VocabularyValue>(vocabulary).map(([value, word]) => [
    word.enumName,
    { value: value as T, description: word.description, deprecationReason: word.deprecationReason },
  ]);
  const type = builder.enumType(name, {
    description,
    values: Object.fromEntries(values) as Record<string, { value: T }>,
  });
  enumTypes.set(vocabulary, type);
  return type;
}

const growing = 'Values may be added, so clients must accept unknown ones.';

export const ClientAuthMethodType = enumOf(
  'OAuthClientAuthMethod',
  'How a client authenticates at the token endpoint: `token_endpoint_auth_method` (RFC 7591 §2).',
  clientAuthMethods,
);

export const GrantTypeType = enumOf(
  'OAuthGrantType',
  'A grant that a client may use: `grant_type` (RFC 7591 §2).',
  grantTypes,
);

export const FapiProfileType = enumOf(
  'OAuthFapiProfile',
  'A security profile of the OpenID FAPI working group.',
  fapiProfiles,
);

export const ClientStatusType = enumOf('OAuthClientStatus', 'Lifecycle status of a client.', clientStatuses);

export const SecretStatusType = enumOf(
  'OAuthClientSecretStatus',
  'Lifecycle status of a client secret. A secret whose `expiresAt` has passed is not valid, whatever its status.',
  secretStatuses,
);

export const AuditActionType = enumOf(
  'OAuthAuditAction',
  `The action that an audit event records. ${growing}`,
  auditActions,
);

export const AuditOutcomeType = enumOf('OAuthAuditOutcome', 'The outcome of a write.', auditOutcomes);

export const ActorTypeType = enumOf('OAuthActorType', 'The type of an actor.', actorTypes);

export const IssueCodeType = builder.enumType('OAuthIssueCode', {
  description: `A problem of an input. Codes are stable, so clients may compare them. ${growing}`,
  values: Object.fromEntries(
    Object.entries(issueCatalogue).map(([code, { message, reference }]) => [
      code,
      { value: code as IssueCode, description: `${message.en} (${reference})` },
    ]),
  ) as Record<IssueCode, { value: IssueCode; description: string }>,
});

export const ErrorCodeType = builder.enumType('OAuthErrorCode', {
  description: `Why a mutation refused its input. ${growing}`,
  values: Object.fromEntries(
    refusalCodes.map((code) => [code, { value: code, description: errorCatalogue[code].description.en }]),
  ) as Record<(typeof refusalCodes)[number], { value: (typeof refusalCodes)[number]; description: string }>,
});
