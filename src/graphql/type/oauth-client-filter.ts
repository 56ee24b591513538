import { builder } from '../builder.ts';
import { DateTimeRange } from './scalar.ts';
import { ClientAuthMethodType, ClientStatusType, FapiProfileType, GrantTypeType } from './vocabulary.ts';

export const OAuthClientFilter = builder.inputType('OAuthClientFilter', {
  description:
    'Conditions on clients; all of them must hold. Clients are read in the order of the list until the page is full; `name`, `query`, `redirectUri`, `fapiProfile` and the status `SUSPENDED` use an index.',
  fields: (t) => ({
    name: t.string({
      description:
        'Part of the name, 1 to 255 characters; letter case does not count. Names are compared by their first 255 characters after compatibility forms are written out. The cost grows with the clients whose names hold the same groups of three letters; one or two letters are searched client by client.',
    }),
    query: t.string({
      description:
        'Part of the name, the exact client_id, or the host of a redirect URI without its port, 1 to 255 characters; any of the three is enough. Letter case counts in the client_id alone. It costs as much as `name`.',
    }),
    status: t.field({ type: ClientStatusType, description: 'With this status.' }),
    grantType: t.field({ type: GrantTypeType, description: 'That may use this grant.' }),
    clientAuthMethod: t.field({
      type: ClientAuthMethodType,
      description: 'That may authenticate by this method.',
    }),
    fapiProfile: t.field({ type: FapiProfileType, description: 'That keeps this profile.' }),
    redirectUri: t.string({ description: 'That has registered this redirect URI, as an exact string.' }),
    createdAt: t.field({ type: DateTimeRange, description: 'Registered in this time.' }),
    lastUsedAt: t.field({
      type: DateTimeRange,
      description: 'Last used in this time, by day; a client that was never used is not among them.',
    }),
    everUsed: t.boolean({ description: 'Whether they have ever authenticated.' }),
  }),
});

const OAuthClientOrderField = builder.enumType('OAuthClientOrderField', {
  description: 'What clients are sorted by.',
  values: {
    CREATED_AT: { value: 'createdAt', description: 'When they were registered.' },
    NAME: { value: 'name', description: 'Their name, whose letter case does not count.' },
  } as const,
});

const OrderDirection = builder.enumType('OAuthOrderDirection', {
  description: 'Sort direction.',
  values: {
    ASC: { description: 'The smallest or oldest.' },
    DESC: { description: 'The largest or newest.' },
  } as const,
});

export const OAuthClientOrder = builder.inputType('OAuthClientOrder', {
  description: 'How clients are sorted.',
  fields: (t) => ({
    field: t.field({ type: OAuthClientOrderField, required: true, description: 'The field to sort by.' }),
    direction: t.field({ type: OrderDirection, required: true, description: 'Sort direction.' }),
  }),
});
