import { type Issue, type IssuePath, issue } from '../error/issue.ts';
import { isEmailAddress, maxAddressLength } from './email-address.ts';
import { checkMost } from './list.ts';

/** Contacts of a client, at most. */
export const maxContacts = 20;

/** E-mail addresses of the people responsible for a client (RFC 7591 §2). */
export function checkContacts(contacts: readonly string[], path: IssuePath): Issue[] {
  const tooMany = checkMost(contacts, path, maxContacts, 'CONTACTS_TOO_MANY');
  if (tooMany) return [tooMany];
  return contacts.flatMap((contact, index) => {
    if (contact.length > maxAddressLength) return [issue('CONTACT_TOO_LONG', ...path, index)];
    return isEmailAddress(contact) ? [] : [issue('CONTACT_EMAIL', ...path, index)];
  });
}
