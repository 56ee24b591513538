type Watch = (name: string, run: () => Promise<unknown>) => Promise<unknown>;

/** The same object whose functions, also those of objects within it, are watched under their names. */
export function watched<Watched extends object>(target: Watched, watch: Watch): Watched {
  const entries = Object.entries(target).map(([name, member]: [string, unknown]) => {
    if (typeof member === 'function') {
      return [name, (...args: unknown[]) => watch(name, () => Promise.resolve(member(...args)))];
    }
    const isGroup = typeof member === 'object' && member !== null;
    const watchMember: Watch = (inner, run) => watch(`${name}.${inner}`, run);
    return [name, isGroup ? watched(member, watchMember) : member];
  });
  return Object.fromEntries(entries) as Watched;
}
