import type { Issue } from '../domain/error/issue.ts';
import type { Language } from '../domain/error/language.ts';
import type { Caller, Services } from '../operations/services.ts';

/** The request, for resolvers. */
export interface Context {
  readonly caller: Caller;
  readonly services: Services;
  /** Language of issue messages. GraphQL requests have `en`; REST requests negotiate it. */
  readonly language: Language;
  /** Whether the caller may see the schema. */
  readonly showsSchema: boolean;
  /**
   * Issues of the input that were found before the rules: unknown enum values, and in a REST body also wrong JSON types.
   * A field reports them together with those of the rules.
   */
  readonly unreadable: readonly Issue[];
}
