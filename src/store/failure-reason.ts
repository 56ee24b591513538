/** The reason of an error of the network, the system or the database: one line without a stack trace. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  // For a host name with several addresses, each has a reason, and the message of the outer error is empty.
  const parts = error instanceof AggregateError ? error.errors.map(reasonOf) : [];
  // `fetch` has the reason in `cause` only.
  if (error.cause instanceof Error) parts.push(reasonOf(error.cause));
  const inner = [...new Set(parts)].filter((part) => !error.message.includes(part)).join('; ');
  return [error.message, inner].filter((part) => part !== '').join(': ') || error.name;
}
