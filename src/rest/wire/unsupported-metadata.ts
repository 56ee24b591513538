import { members, metadataFields } from '../../domain/client/metadata-table.ts';

/*
 * Members that are refused. Ignoring one would register a client that is weaker, or does something else, than its
 * caller requested.
 */
const unsupported: ReadonlySet<string> = new Set([
  // The IANA registry "OAuth Dynamic Client Registration Metadata". Supported members are read before this list is used.
  ...['response_types', 'application_type', 'subject_type'],
  ...['client_id', 'client_secret', 'client_id_issued_at', 'client_secret_expires_at'],
  ...['registration_access_token', 'registration_client_uri', 'sector_identifier_uri'],
  ...['id_token_signed_response_alg', 'id_token_encrypted_response_alg', 'id_token_encrypted_response_enc'],
  ...['userinfo_signed_response_alg', 'userinfo_encrypted_response_alg', 'userinfo_encrypted_response_enc'],
  ...['request_object_signing_alg', 'request_object_encryption_alg', 'request_object_encryption_enc'],
  ...['token_endpoint_auth_signing_alg', 'claims_redirect_uris'],
  ...[
    'nfv_token_signed_response_alg',
    'nfv_token_encrypted_response_alg',
    'nfv_token_encrypted_response_enc',
  ],
  ...['tls_client_certificate_bound_access_tokens', 'require_signed_request_object'],
  ...['require_pushed_authorization_requests', 'introspection_signed_response_alg'],
  ...['introspection_encrypted_response_alg', 'introspection_encrypted_response_enc'],
  ...['frontchannel_logout_uri', 'frontchannel_logout_session_required'],
  ...['backchannel_logout_uri', 'backchannel_logout_session_required'],
  ...['authorization_details_types', 'dpop_bound_access_tokens', 'client_registration_types'],
  ...['signed_jwks_uri', 'organization_name', 'keywords', 'information_uri', 'organization_uri'],
  ...['use_mtls_endpoint_aliases', 'encrypted_response_enc_values_supported', 'vp_formats_supported'],
  // JARM §3 and OpenID CIBA §4, which are not in the registry.
  ...['authorization_signed_response_alg', 'authorization_encrypted_response_alg'],
  ...['authorization_encrypted_response_enc', 'backchannel_token_delivery_mode'],
  ...['backchannel_client_notification_endpoint', 'backchannel_authentication_request_signing_alg'],
  'backchannel_user_code_parameter',
  // Extensions of Curity, Keycloak, Hydra and Auth0 that change what a client may do or who owns it.
  ...['owner', 'tags', 'properties', 'skip_consent', 'require_pkce', 'additional_cors_origins', 'audience'],
  'resource',
]);

/** Members with a language tag behind "#" (RFC 7591 §2.2). None is supported, also where the plain member is. */
const localizable = new Set([
  ...metadataFields.flatMap((field) => [members[field].restName, members[field].rfcName]),
  ...['organization_name', 'information_uri', 'organization_uri'],
]);

/** A language tag is at most 35 characters (RFC 5646 §4.4.1). */
const tagged = /^([a-z_]{1,64})#[A-Za-z0-9-]{0,35}$/;

/** Whether a member has a meaning in a standard or another product that this API does not support. */
export function isUnsupported(member: string): boolean {
  return unsupported.has(member) || localizable.has(tagged.exec(member)?.[1] ?? '');
}
