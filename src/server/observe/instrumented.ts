type Watch = (name: string, run: () => Promise<unknown>) => Promise<unknown>;

/** The same object with instrumented functions, including those of nested objects, under their names. */
export function instrumented<Instrumented extends object>(target: Instrumented, watch: Watch): Instrumented {
  const entries = Object.entries(target).map(([name, member]: [string, unknown]) => {
    if (typeof member === 'function') {
      return [name, (...args: unknown[]) => watch(name, () => Promise.resolve(member(...args)))];
    }
    const isGroup = typeof member === 'object' && member !== null;
    const instrumentMember: Watch = (inner, run) => watch(`${name}.${inner}`, run);
    return [name, isGroup ? instrumented(member, instrumentMember) : member];
  });
  return Object.fromEntries(entries) as Instrumented;
}
