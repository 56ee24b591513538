import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useCallback, useState } from 'react';
import { type AnyVariables, type CombinedError, useClient } from 'urql';
import type { Refusal } from './element/failure.tsx';

/** The result of a mutation: its payload or its error. */
type Outcome = ({ readonly __typename: 'RegistrationError' } & Refusal) | { readonly __typename: string };
type Payload<Data> = Exclude<NonNullable<Data[keyof Data]>, { readonly __typename: 'RegistrationError' }>;

export interface Change<Data, Variables> {
  /** @returns the payload; `undefined` after a failure, whose reason is in `error` or `refusal`. */
  readonly run: (variables: Variables) => Promise<Payload<Data> | undefined>;
  readonly isBusy: boolean;
  readonly error: CombinedError | undefined;
  readonly refusal: Refusal | undefined;
}

/** Runs a mutation and keeps the reason of a failure. Only the caller gets the payload, because it may contain a secret. */
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
      if (outcome?.__typename === 'RegistrationError') setRefusal(outcome as Refusal);
      // A field that failed is null, with an entry in `errors`.
      else return (outcome ?? undefined) as Payload<Data> | undefined;
    },
    [gateway, document],
  );
  return { run, isBusy, error, refusal };
}
