import { type Issue, issue } from '../error/issue.ts';
import { isClientId } from '../identifier.ts';

/** A URL as `client_id` identifies a client by its metadata document (draft-ietf-oauth-client-id-metadata-document §3). */
const url = /^https?:/i;

/** Segments that a URL parser removes from a path (RFC 3986 §5.2.4), so that no REST path could name the client. */
const dotSegments: readonly string[] = ['.', '..'];

/** The issues of a `client_id` that a caller chose. */
export function checkClientId(clientId: string): Issue[] {
  if (!isClientId(clientId) || dotSegments.includes(clientId)) return [issue('CLIENT_ID_FORM', 'clientId')];
  return url.test(clientId) ? [issue('CLIENT_ID_URL', 'clientId')] : [];
}
