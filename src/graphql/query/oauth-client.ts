import { findClient } from '../../operations/client/find-client.ts';
import { builder } from '../builder.ts';
import { guardedBy, needs, withArgumentErrors } from '../guard.ts';
import { OAuthClient } from '../type/oauth-client.ts';

builder.queryField('oauthClient', (t) =>
  t.field({
    type: OAuthClient,
    nullable: true,
    description: `A client of the caller's tenant, or null if there is none. ${needs(findClient)}`,
    ...guardedBy(findClient),
    args: {
      clientId: t.arg.string({ required: true, description: 'The `client_id` of the client.' }),
    },
    resolve: (_, { clientId }, context) => {
      const { services, caller, unreadable } = context;
      return withArgumentErrors(context, findClient(services, caller, clientId, unreadable));
    },
  }),
);
