import type {
  OAuthClientAuthMethod,
  OAuthClientsQueryVariables,
  OAuthFapiProfile,
  OAuthGrantType,
} from '../document.ts';
import { grantNames, methodNames, profileNames } from '../value-name.ts';

/** The filters as in the address of the page, so that it can be bookmarked, sent and returned to. */
export const filterNames = ['q', 'status', 'profile', 'grant', 'method', 'redirect', 'unused'] as const;
export type FilterName = (typeof filterNames)[number];

export const orders = ['newest', 'oldest', 'name', 'name-down'] as const;
type Order = (typeof orders)[number];

const orderBy = {
  newest: { field: 'CREATED_AT', direction: 'DESC' },
  oldest: { field: 'CREATED_AT', direction: 'ASC' },
  name: { field: 'NAME', direction: 'ASC' },
  'name-down': { field: 'NAME', direction: 'DESC' },
} as const;

/** Reads the order from an address; newest first if it has no known one. */
export function orderOf(search: URLSearchParams): Order {
  return orders.find((order) => order === search.get('order')) ?? 'newest';
}

/** Reads filters and order from an address; unknown values are ignored. */
export function readFilter(search: URLSearchParams): Pick<OAuthClientsQueryVariables, 'filter' | 'orderBy'> {
  const query = search.get('q')?.trim();
  const redirectUri = search.get('redirect')?.trim();
  const status = (['ACTIVE', 'SUSPENDED'] as const).find((one) => one === search.get('status'));
  const fapiProfile = valueNameOf<OAuthFapiProfile>(search.get('profile'), profileNames);
  const grantType = valueNameOf<OAuthGrantType>(search.get('grant'), grantNames);
  const clientAuthMethod = valueNameOf<OAuthClientAuthMethod>(search.get('method'), methodNames);
  return {
    filter: {
      ...(query && { query }),
      ...(redirectUri && { redirectUri }),
      ...(status && { status }),
      ...(fapiProfile && { fapiProfile }),
      ...(grantType && { grantType }),
      ...(clientAuthMethod && { clientAuthMethod }),
      ...(search.get('unused') === 'true' && { everUsed: false }),
    },
    orderBy: orderBy[orderOf(search)],
  };
}

function valueNameOf<Value extends string>(
  given: string | null,
  names: Readonly<Record<Value, string>>,
): Value | undefined {
  return given !== null && Object.hasOwn(names, given) ? (given as Value) : undefined;
}
