import type { Caller, Registry } from '../operations/registry.ts';
import type { Issue } from '../registration/issue.ts';

/** Runs a root field by its name, and gives back what it gave or threw. */
type Watch = <Result>(field: string, run: () => Promise<Result>) => Promise<Result>;

/** What every resolver sees of its request. */
export interface Context {
  readonly caller: Caller;
  readonly registry: Registry;
  /** Sees every root field run. */
  readonly watch: Watch;
  /**
   * What a door could not express as GraphQL values: a REST body's unknown words and wrong JSON types. A mutation refuses
   * it together with what the rules find. Empty for GraphQL callers, whose values are coerced before any resolver runs.
   */
  readonly unreadable: readonly Issue[];
}
