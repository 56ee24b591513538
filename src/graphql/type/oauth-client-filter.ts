import { builder } from '../builder.ts';
import { DateTimeRange } from './scalar.ts';
import { ClientAuthMethodType, ClientStatusType, FapiProfileType, GrantTypeType } from './vocabulary.ts';

export const OAuthClientFilter = builder.inputType('OAuthClientFilter', {
  description:
    'Conditions on clients; all of them must hold. `name`, `query`, `redirectUri`, `fapiProfile` and the status `SUSPENDED` use an index. The other conditions are checked client by client until the page is full.',
  fields: (t) => ({
    name: t.string({
      description:
        'Part of the name, 1 to 255 characters, ignoring case. Only the first 255 characters of a name (Unicode compatibility form) are searched. Texts of one or two letters do not use the index.',
    }),
    query: t.string({
      description:
        'Part of the name, the exact client_id, or the host of a redirect URI without its port, 1 to 255 characters. Matches any of the three. Only the client_id is case-sensitive.',
    }),
    status: t.field({ type: ClientStatusType, description: 'Only clients with this status.' }),
    grantType: t.field({ type: GrantTypeType, description: 'Only clients with this grant type.' }),
    clientAuthMethod: t.field({
      type: ClientAuthMethodType,
      description: 'Only clients with this authentication method.',
    }),
    fapiProfile: t.field({
      type: FapiProfileType,
      description: 'Only clients registered under this profile.',
    }),
    redirectUri: t.string({
      description: 'Only clients with this redirect URI, compared as an exact string.',
    }),
    createdAt: t.field({ type: DateTimeRange, description: 'Only clients registered in this time range.' }),
    lastUsedAt: t.field({
      type: DateTimeRange,
      description:
        'Only clients last used in this time range, by day. Clients that were never used are excluded.',
    }),
    everUsed: t.boolean({
      description: 'Only clients that were used at least once (true), or never (false).',
    }),
  }),
});

const OAuthClientOrderField = builder.enumType('OAuthClientOrderField', {
  description: 'A field to sort clients by.',
  values: {
    CREATED_AT: { value: 'createdAt', description: 'The time of registration.' },
    NAME: { value: 'name', description: 'The name, ignoring letter case.' },
  } as const,
});

const OrderDirection = builder.enumType('OAuthOrderDirection', {
  description: 'Sort direction.',
  values: {
    ASC: { description: 'Smallest or oldest first.' },
    DESC: { description: 'Largest or newest first.' },
  } as const,
});

export const OAuthClientOrder = builder.inputType('OAuthClientOrder', {
  description: 'The order of clients.',
  fields: (t) => ({
    field: t.field({ type: OAuthClientOrderField, required: true, description: 'The field to sort by.' }),
    direction: t.field({ type: OrderDirection, required: true, description: 'Sort direction.' }),
  }),
});
