import { describe, expect, test } from 'vitest';
import { type AnyMember, members, registrationFields } from '../../../src/domain/client/metadata-table.ts';
import { types } from '../../../src/domain/client/value-type.ts';
import { decodeRegistration } from '../../../src/rest/registration-body.ts';
import { aliasOf } from '../../../src/rest/wire/metadata-alias.ts';
import { isUnsupported } from '../../../src/rest/wire/unsupported-metadata.ts';

describe('the name of RFC 7591 for a member', () => {
  test.each([
    ['a boolean', types.boolean, true],
    ['a list', types.uriList, ['https://a.example/']],
    ['a text', types.name, 'My app'],
    ['an enum', types.fapiProfile, 'fapi2_security'],
  ])('takes the type of the member: %s', (_, type, value) => {
    const alias = aliasOf({ restName: 'ours', rfcName: 'theirs', type: type as AnyMember['type'] });
    expect(alias).toMatchObject({ member: 'theirs', isWhole: false });
    expect(alias?.read(value)).toEqual(value);
    expect(alias?.schema.safeParse(value).success).toBe(true);
    expect(alias?.schema.safeParse({}).success).toBe(false);
  });

  test('accepts a string if RFC 7591 writes the list as a string', () => {
    const alias = aliasOf({
      restName: 'ours',
      rfcName: 'theirs',
      rfcForm: 'one item',
      type: members.clientAuthMethods.type,
    });
    expect([alias?.read('none'), alias?.read(true), alias?.isWhole]).toEqual([['none'], undefined, true]);
  });

  const names = registrationFields.flatMap((field) => members[field].rfcName ?? []);
  test.each(names)('%s with a value of another type is reported under that name', (name) => {
    const field = registrationFields.find((one) => members[one].rfcName === name);
    const other = field && members[field].type.kind === 'integer' ? '5' : 5;
    const { unreadable, written } = decodeRegistration(JSON.stringify({ [name]: other }));
    const found = unreadable.filter(({ path }) => path[0] === field);
    expect(found.map(({ code }) => code)).toEqual(['WRONG_TYPE']);
    const isOther = field !== undefined && members[field].restName !== name;
    expect(written.get(field ?? '')?.member).toBe(isOther ? name : undefined);
  });

  test.each(names)('%s is refused with a language tag', (name) => {
    expect(isUnsupported(`${name}#zh-Hans`)).toBe(true);
  });
});
