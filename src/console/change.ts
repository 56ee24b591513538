import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useCallback, useState } from 'react';
import { type AnyVariables, type CombinedError, useClient } from 'urql';
import type { Refusal } from './failure.tsx';

/** A mutation of the schema answers with one field: what it made, or why it made nothing. */
type Outcome = ({ readonly __typename: 'RegistrationError' } & Refusal) | { readonly __typename: string };
type Payload<Data> = Exclude<NonNullable<Data[keyof Data]>, { readonly __typename: 'RegistrationError' }>;

export interface Change<Data, Variables> {
  /** @returns what was made; `undefined` when nothing was, for the reason that stands beside. */
  readonly run: (variables: Variables) => Promise<Payload<Data> | undefined>;
  readonly isBusy: boolean;
  readonly error: CombinedError | undefined;
  readonly refusal: Refusal | undefined;
}

/** Runs a mutation and keeps why it failed. What it answers goes to the caller alone, because it may hold a secret. */
export function useChange<
  Data extends Record<string, Outcome | null | undefined>,
  Variables extends AnyVariables,
>(document: TypedDocumentNode<Data, Variables>): Change<Data, Variables> {
  const gateway = useClient();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<CombinedError>();
  const [refusal, setRefusal] = useState<Refusal>();
  const run = useCallback(
    async (variables: Variables) => {
      setBusy(true);
      setError(undefined);
      setRefusal(undefined);
      const result = await gateway.mutation(document, variables).toPromise();
      setBusy(false);
      setError(result.error);
      const [outcome] = Object.values(result.data ?? {});
      if (outcome?.__typename === 'RegistrationError') setRefusal(outcome as unknown as Refusal);
      // A field that failed is null, beside its error.
      else return (outcome ?? undefined) as Payload<Data> | undefined;
    },
    [gateway, document],
  );
  return { run, isBusy, error, refusal };
}
