/** What an error of the network, the system or the database says, on one line and without a stack trace. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  // A host name with several addresses: each has its own reason, and the error around them an empty message.
  const parts = error instanceof AggregateError ? error.errors.map(reasonOf) : [];
  // `fetch` gives the reason in the cause alone.
  if (error.cause instanceof Error) parts.push(reasonOf(error.cause));
  const inner = [...new Set(parts)].filter((part) => !error.message.includes(part)).join('; ');
  return [error.message, inner].filter((part) => part !== '').join(': ') || error.name;
}
