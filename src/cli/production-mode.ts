/**
 * Lets packages skip the checks that help during development, unless NODE_ENV asks for them. They read NODE_ENV when they are
 * loaded, so call this before. The checks of graphql-js took a fifth of its processor time: 7 µs of a read and 40 µs of a page.
 */
export function setProductionMode(environment: Record<string, string | undefined> = process.env): void {
  environment.NODE_ENV ??= 'production';
}
