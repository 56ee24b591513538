import { secretStatuses } from '../../domain/client/vocabulary.ts';
import { issue } from '../../domain/error/issue.ts';
import { isUlid } from '../../domain/identifier.ts';
import { isObject } from '../../domain/json.ts';
import { checkSecret } from '../../domain/rule/secret.ts';
import type { ImportedSecret } from '../../operations/import/imported-client.ts';
import { faultAt, type MemberReader, memberReader } from './member-reader.ts';

const members = new Set([
  'secret_id',
  'digest',
  'last_four',
  'sealed',
  'status',
  'description',
  'created_at',
  'updated_at',
  'expires_at',
  'last_used_at',
]);

/** One more than a client can have, which is enough to report that there are too many. */
const maxSecretsRead = 21;
/** 256 bits are 43 characters of base64url; the last one has four bits. */
const digestShape = /^v1\.[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
const lastFourShape = /^[\x21-\x7E]{4}$/;
const jweShape = /^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*){4}$/;
const maxJwe = 4096;

/** Reads the secrets of a client; `undefined` if the line has none. */
export function readSecrets(line: MemberReader): readonly ImportedSecret[] | undefined {
  const list = line.read(
    'secrets',
    (value) => (Array.isArray(value) ? (value as unknown[]) : undefined),
    (...path) => issue('WRONG_TYPE', ...path),
  );
  return list?.slice(0, maxSecretsRead).flatMap((value, index) => {
    if (isObject(value)) return readSecret(memberReader(value, members, ['secrets', index], line.issues));
    line.issues.push(issue('WRONG_TYPE', 'secrets', index));
    return [];
  });
}

function readSecret(reader: MemberReader): ImportedSecret {
  reader.requireMember('digest');
  reader.requireMember('last_four');
  const fits = (shape: RegExp) => (text: string) => shape.test(text);
  const isEncrypted = (text: string) => text.length <= maxJwe && jweShape.test(text);
  return {
    id: reader.text('secret_id', isUlid, faultAt('SECRET_ID_FORM')),
    digest: reader.text('digest', fits(digestShape), faultAt('SECRET_DIGEST_FORM')) ?? '',
    lastFour: reader.text('last_four', fits(lastFourShape), faultAt('SECRET_LAST_FOUR_FORM')) ?? '',
    encrypted: reader.text('sealed', isEncrypted, faultAt('SECRET_ENCRYPTED_UNREADABLE')) ?? null,
    description: readDescription(reader),
    status: reader.word('status', secretStatuses) ?? 'active',
    createdAt: reader.instant('created_at'),
    updatedAt: reader.instant('updated_at'),
    expiresAt: reader.instant('expires_at') ?? null,
    lastUsedAt: reader.day('last_used_at'),
  };
}

function readDescription(reader: MemberReader): string | null {
  const isSound = (description: string) => checkSecret({ description }, new Date(0)).length === 0;
  return reader.text('description', isSound, (...path) => issue('SECRET_DESCRIPTION', ...path)) ?? null;
}
