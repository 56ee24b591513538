import { catalogueError } from './graphql-error.ts';

/** A global id of Relay: base64url of the type name, a colon and the id of the object. */
export function encodeGlobalId(typename: string, id: string | number | bigint): string {
  return Buffer.from(`${typename}:${id}`).toString('base64url');
}

/** @throws {GraphQLError} BAD_REQUEST if the text is not a global id. */
export function decodeGlobalId(globalId: string): { typename: string; id: string } {
  const match = /^([A-Za-z]+):([0-9A-Za-z]+)$/.exec(Buffer.from(globalId, 'base64url').toString('latin1'));
  if (match?.[1] === undefined || match[2] === undefined) throw catalogueError('BAD_REQUEST');
  return { typename: match[1], id: match[2] };
}
