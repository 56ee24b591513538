import type { GraphQLError } from 'graphql';

/**
 * The message of a document or an input that is at fault, without the value that graphql-js repeats in it: the value may be
 * key material. Where it stood and what was expected stays.
 */
export function messageWithoutValues({ message, originalError }: GraphQLError): string {
  // A syntax error repeats the text that it did not expect.
  if (message.startsWith('Syntax Error')) return message.replace(/(found (?:Block)?String) .*$/s, '$1.');
  // graphql-js joins where and why with "; " and keeps the why; splitting the text could cut inside the value.
  const reason = originalError?.message;
  const place = reason === undefined ? undefined : message.slice(0, -`; ${reason}`.length);
  const variable = place && /^Variable "\$\w+" got invalid value /.exec(place)?.[0];
  if (!place || !variable) return withoutValue(message);
  const path = / at "[\w.[\]]+"$/.exec(place)?.[0] ?? '';
  return `${variable.replace('got invalid value ', 'got an invalid value')}${path}; ${withoutValue(reason ?? '')}`;
}

function withoutValue(reason: string): string {
  return reason
    .replace(/(cannot represent .*?value)[:\s].*$/s, '$1.')
    .replace(/^Value ".*" does not exist in/s, 'The value does not exist in')
    .replace(/^(Expected value of type "[^"]*"), found .*$/s, '$1.');
}
