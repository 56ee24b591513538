import { adviseClient } from '../../operations/client/advise-client.ts';
import { builder } from '../builder.ts';
import { OAuthClient } from './oauth-client.ts';
import { FieldIssue } from './registration-error.ts';

/**
 * A client takes up to 6 ms of processor time, so a query may check 24: the default page of 20, in the time that it takes to send the
 * largest response.
 */
const checkCost = 1000;

// In a file of its own, because issues are in the error that contains a client.
builder.objectField(OAuthClient, 'advisories', (t) =>
  t.field({
    type: [FieldIssue],
    complexity: checkCost,
    description:
      'Risky but allowed settings of the client, by the current rules. `RULES_CHANGED` is included if the current rules or the policy of this server would refuse the client.',
    resolve: (client, _, { services }) => adviseClient(services, client),
  }),
);
