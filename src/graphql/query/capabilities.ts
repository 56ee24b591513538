import { type Capabilities, capabilities } from '../../operations/capabilities.ts';
import { builder } from '../builder.ts';
import { guardedBy, needs } from '../guard.ts';
import { ClientAuthMethodType, GrantTypeType } from '../type/vocabulary.ts';

const CapabilitiesType = builder.objectRef<Capabilities>('OAuthCapabilities').implement({
  description: 'What the operator enabled, for forms of a registration.',
  fields: (t) => ({
    recoverableSecrets: t.exposeBoolean('recoverableSecrets', {
      description:
        'Whether encrypted copies of secrets are stored beside their digests, which `CLIENT_SECRET_JWT` needs.',
    }),
    allowedPrivateUseSchemes: t.exposeStringList('allowedPrivateUseSchemes', {
      description:
        'Schemes without a dot, in lower case, that a redirect URI of a public client may have. Schemes with a dot are always allowed.',
    }),
    restoreDays: t.exposeInt('restoreDays', {
      description: 'Days after a deletion for which `restoreOAuthClient` can restore a client.',
    }),
    grantTypes: t.expose('grantTypes', {
      type: [GrantTypeType],
      description: 'The grants that a client may be registered for.',
    }),
    clientAuthMethods: t.expose('clientAuthMethods', {
      type: [ClientAuthMethodType],
      description: 'The authentication methods that a client may be registered with.',
    }),
  }),
});

builder.queryField('capabilities', (t) =>
  t.field({
    type: CapabilitiesType,
    nullable: true,
    description: `What the operator enabled. ${needs(capabilities)}`,
    ...guardedBy(capabilities),
    resolve: (_, _args, { services, caller }) => capabilities(services, caller, undefined),
  }),
);
