import { holds, type Right } from '../domain/actor.ts';
import type { AuditAction } from '../domain/audit/audit-event.ts';
import type { Issue } from '../domain/error/issue.ts';
import { OperationForbidden } from '../domain/error/operation-error.ts';
import { RegistrationError } from '../domain/error/registration-error.ts';
import { type Refusal, recordRefusal } from './audit/record-event.ts';
import type { Caller, Services } from './services.ts';

/** The requirements of an operation on its caller, and how its refusals are recorded. */
interface Declaration<Input> {
  /** Name in metrics and traces. */
  readonly name: string;
  /** The required right, in the tenant of the request. */
  readonly right: Right;
  /** For a write: the action of its audit events. Reads have none. */
  readonly audit?: {
    readonly action: AuditAction;
    /** The `client_id` in the input. */
    readonly clientIdOf?: (input: Input) => string;
  };
}

/**
 * Checks the right, runs the work, records a refused write, and measures the whole. APIs call operations only in this form.
 *
 * @param found issues of the input that the API found while it translated the request. A write reports them together with its
 *   own.
 * @throws {OperationForbidden} before the input is checked.
 * @throws {RegistrationError} with every issue of the input.
 */
export interface Operation<Input, Output> extends Declaration<Input> {
  (services: Services, caller: Caller, input: Input, found?: readonly Issue[]): Promise<Output>;
  /**
   * Refuses a caller whose right an API has checked with `right` already, as the operation itself would.
   *
   * @throws {OperationForbidden}
   */
  readonly forbid: (services: Services, caller: Caller, input: Input) => Promise<never>;
}

type Work<Input, Output> = (
  services: Services,
  caller: Caller,
  input: Input,
  found: readonly Issue[],
) => Output | Promise<Output>;

/**
 * Creates an operation from its declaration and its work. Operations are exported only through this function, so that each
 * has its guards.
 */
export function operation<Input, Output>(
  declaration: Declaration<Input>,
  work: Work<Input, Output>,
): Operation<Input, Output> {
  const { name, right, audit } = declaration;
  const guarded = <Result>(
    services: Services,
    caller: Caller,
    input: Input,
    run: () => Result | Promise<Result>,
  ) =>
    services.instrument(name, async () => {
      try {
        if (!holds(caller.actor, right)) throw new OperationForbidden();
        if (audit) return await run();
        caller.onRead?.();
        const result = await run();
        caller.onRead?.(result);
        return result;
      } catch (error) {
        const refusal = audit && refusalOf(error);
        if (refusal) {
          const { action, clientIdOf } = audit;
          await recordRefusal(services, caller, { ...refusal, action, clientId: clientIdOf?.(input) });
        }
        throw error;
      }
    });
  const perform = (services: Services, caller: Caller, input: Input, found: readonly Issue[] = []) =>
    guarded(services, caller, input, () => work(services, caller, input, found));
  const forbid = (services: Services, caller: Caller, input: Input) =>
    guarded<never>(services, caller, input, () => {
      throw new OperationForbidden();
    });
  // The `name` of a function is read-only, so it is redefined.
  return Object.defineProperty(Object.assign(perform, { right, audit, forbid }), 'name', {
    value: name,
  }) as Operation<Input, Output>;
}

function refusalOf(error: unknown): Pick<Refusal, 'refusalCode' | 'issueCodes'> | undefined {
  if (error instanceof OperationForbidden) return { refusalCode: error.code, issueCodes: [] };
  if (error instanceof RegistrationError) {
    return { refusalCode: error.code, issueCodes: error.issues.map(({ code }) => code) };
  }
  return undefined;
}
