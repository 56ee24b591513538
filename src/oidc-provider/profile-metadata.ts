import type { AllClientMetadata, SigningAlgorithm } from 'oidc-provider';
import type { Client } from '../domain/client/client-metadata.ts';
import { profiles, type RuntimeDuty } from '../domain/client/profile.ts';
import { clientAuthMethods, type FapiProfile } from '../domain/client/vocabulary.ts';
import type { Served } from './served.ts';

const signedResponseModes = ['jwt', 'query.jwt', 'fragment.jwt', 'form_post.jwt'];

/** Whether the authorization server has this duty at run time for a client of a profile. */
export function owes(profile: FapiProfile | null | undefined, duty: RuntimeDuty): boolean {
  return profile ? profiles[profile].runtimeDuties.some(({ value }) => value === duty) : false;
}

/**
 * The requirements of a client's profile as client metadata of node-oidc-provider. Requirements that the server cannot meet
 * are not omitted silently, because the client would be served with weaker protection than registered.
 *
 * @throws naming the setting to enable in the configuration of the server.
 */
export function profileMetadata(client: Client, served: Served): AllClientMetadata {
  const algorithm = signingAlgorithm(client, served);
  const demand = demandOf(client);
  const metadata: AllClientMetadata = { id_token_signed_response_alg: algorithm };
  if (owes(client.fapiProfile, 'PUSHED_AUTHORIZATION_REQUESTS')) {
    demand(served.pushedRequests, 'features.pushedAuthorizationRequests');
    metadata.require_pushed_authorization_requests = true;
  }
  if (owes(client.fapiProfile, 'SENDER_CONSTRAINED_TOKENS'))
    Object.assign(metadata, constraint(client, served));
  if (owes(client.fapiProfile, 'SIGNED_AUTHORIZATION_REQUESTS')) {
    demand(served.requestObjects, 'features.requestObjects');
    metadata.require_signed_request_object = true;
  }
  if (served.signedResponses) metadata.authorization_signed_response_alg = algorithm;
  if (owes(client.fapiProfile, 'SIGNED_AUTHORIZATION_RESPONSES')) {
    demand(served.signedResponses, 'features.jwtResponseModes');
    metadata.response_modes = signedResponseModes;
  }
  return metadata;
}

/** Mutual TLS for a client with a certificate and where FAPI 1.0 requires it; otherwise DPoP. */
function constraint(client: Client, served: Served): AllClientMetadata {
  const hasCertificate = client.clientAuthMethods.some((method) => isMutualTls(method));
  const prefersCertificate = hasCertificate || client.fapiProfile === 'fapi1_advanced';
  if (served.certificateBoundTokens && (prefersCertificate || !served.dpop)) {
    return { tls_client_certificate_bound_access_tokens: true };
  }
  demandOf(client)(served.dpop, 'features.dPoP or features.mTLS.certificateBoundAccessTokens');
  return { dpop_bound_access_tokens: true };
}

function isMutualTls(method: keyof typeof clientAuthMethods): boolean {
  return clientAuthMethods[method].credential === 'certificate' || method === 'self_signed_tls_client_auth';
}

/** RS256 unless a profile requires another algorithm (OpenID Connect Core §15.1). */
function signingAlgorithm(client: Client, { signingAlgorithms }: Served): SigningAlgorithm {
  const allowed = client.fapiProfile === null ? null : profiles[client.fapiProfile].algorithms.value;
  const wanted = allowed ?? ['RS256', ...signingAlgorithms];
  const algorithm = wanted.find((alg) => signingAlgorithms.includes(alg));
  demandOf(client)(algorithm !== undefined, `a key in jwks that signs with ${wanted.join(', ')}`);
  return algorithm as SigningAlgorithm;
}

function demandOf({ clientId, fapiProfile }: Client): (isServed: boolean, need: string) => void {
  return (isServed, need) => {
    const under = fapiProfile === null ? '' : ` under ${fapiProfile}`;
    if (!isServed) throw new Error(`The client ${clientId} is registered${under}: enable ${need}.`);
  };
}
