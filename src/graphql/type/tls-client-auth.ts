import type { TlsClientAuthSubject } from '../../domain/client/value-type.ts';
import { tlsClientAuthMembers, valuesOf } from '../../domain/client/vocabulary.ts';
import { builder } from '../builder.ts';

const members = valuesOf(tlsClientAuthMembers);

export const TlsClientAuthSubjectType = builder
  .objectRef<TlsClientAuthSubject>('OAuthTlsClientAuthSubject')
  .implement({
    description:
      'The subject of the certificate of a `TLS_CLIENT_AUTH` client; one field is set (RFC 8705 §2.1.2).',
    fields: (t) =>
      Object.fromEntries(
        members.map((member) => [
          member,
          t.string({
            nullable: true,
            description: tlsClientAuthMembers[member].description,
            resolve: (subject) => (subject.member === member ? subject.value : null),
          }),
        ]),
      ),
  });

export const TlsClientAuthInput = builder.inputType('OAuthTlsClientAuthInput', {
  description:
    'The subject of the certificate of a `TLS_CLIENT_AUTH` client: exactly one field (RFC 8705 §2.1.2).',
  isOneOf: true,
  fields: (t) =>
    Object.fromEntries(
      members.map((member) => [member, t.string({ description: tlsClientAuthMembers[member].description })]),
    ),
});
