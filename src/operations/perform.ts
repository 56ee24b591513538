import type { z } from 'zod';
import { holds, type Right } from '../domain/actor.ts';
import type { AuditAction } from '../domain/audit/audit-event.ts';
import { checkInput } from '../domain/client/check-input.ts';
import type { Issue } from '../domain/error/issue.ts';
import { joinIssues } from '../domain/error/issue-order.ts';
import { OperationForbidden } from '../domain/error/operation-error.ts';
import { RegistrationError } from '../domain/error/registration-error.ts';
import { isObject } from '../domain/json.ts';
import type { Caller, Services } from './services.ts';
import { type Refusal, recordRefusal } from './step/record-event.ts';
import { type TenantStore, tenantStore } from './tenant-store.ts';

/** The requirements of an operation on its caller and its input. */
interface Declaration {
  /** Name in metrics and traces. */
  readonly name: string;
  /** The required right, in the tenant of the request; `null` for an operation that every authenticated caller may run. */
  readonly right: Right | null;
  /** The types of the input. Rules check the values. */
  readonly input: z.ZodType;
  /**
   * For an operation whose work checks its input by rules and always passes their issues to `require`, which adds the issues that the
   * API found: the code of the error. In every other operation, the issues of the API alone refuse the call.
   */
  readonly rules?: 'INVALID_CLIENT_METADATA' | 'INVALID_ARGUMENT';
  /** Whether the rate limit counts each call of a read, because it costs as much as a write. It counts every write. */
  readonly isCharged?: boolean;
}

/** A declaration whose schema has the type of the input. */
type Typed<Of extends Declaration, Input> = Of & { readonly input: z.ZodType<Input> };

interface WriteDeclaration extends Declaration {
  readonly right: Right;
  /** The action of its audit events. */
  readonly action: AuditAction;
}

/** A call of an operation by a caller who has the right, with an input of the declared types. */
export interface Call {
  readonly services: Omit<Services, 'store'>;
  /** The store of the caller's tenant. */
  readonly store: TenantStore;
  readonly caller: Caller;
  /** Issues that the API found while it translated the request. */
  readonly found: readonly Issue[];
  /** @throws {RegistrationError} with these issues and those that the API found, if there are any. */
  readonly require: (issues: readonly Issue[]) => void;
}

/** A call of a write, which has an action for its audit event. */
export interface WriteCall extends Call {
  readonly action: AuditAction;
}

/**
 * Checks the right and the types of the input, runs the work, records a refused write, and measures the whole. APIs call
 * operations only in this form.
 *
 * @param found issues of the input that the API found while it translated the request.
 * @throws {OperationForbidden} before the input is checked.
 * @throws {RegistrationError} with every issue of the input.
 */
export interface Operation<Input, Output> extends Declaration {
  (services: Services, caller: Caller, input: Input, found?: readonly Issue[]): Promise<Output>;
  readonly action?: AuditAction;
  /**
   * Refuses a caller whose right an API has checked with `right` already, as the operation itself would.
   *
   * @throws {OperationForbidden}
   */
  readonly forbid: (services: Services, caller: Caller, input: Input) => Promise<never>;
}

type Work<Of extends Call, Input, Output> = (call: Of, input: Input) => Output | Promise<Output>;

/**
 * Creates a read from its declaration and its work. Operations are exported only through this function and `writeOperation`, so
 * that each has its guards.
 */
export function readOperation<Input, Output>(
  declaration: Typed<Declaration, Input>,
  work: Work<Call, Input, Output>,
): Operation<Input, Output> {
  const { name, right } = declaration;
  const perform = (services: Services, caller: Caller, input: Input, found: readonly Issue[] = []) =>
    services.instrument(name, async () => {
      requireRight(caller, right);
      const call = callOf(declaration, { services, caller, found }, input);
      caller.onRead?.();
      const result = await work(call, input);
      caller.onRead?.(result);
      return result;
    });
  return named(declaration, perform, (services) => services.instrument(name, forbidden));
}

/** Creates a write from its declaration and its work. Its refusals are recorded. */
export function writeOperation<Input extends object, Output>(
  declaration: Typed<WriteDeclaration, Input>,
  work: Work<WriteCall, Input, Output>,
): Operation<Input, Output> {
  const { name, right, action } = declaration;
  const recorded = <Result>(
    services: Services,
    caller: Caller,
    input: Input,
    run: () => Result | Promise<Result>,
  ) =>
    services.instrument(name, async () => {
      try {
        return await run();
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal)
          await recordRefusal(services, caller, { ...refusal, action, clientId: clientIdIn(input) });
        throw error;
      }
    });
  const perform = (services: Services, caller: Caller, input: Input, found: readonly Issue[] = []) =>
    recorded(services, caller, input, () => {
      requireRight(caller, right);
      return work({ ...callOf(declaration, { services, caller, found }, input), action }, input);
    });
  return named(declaration, perform, (services, caller, input) =>
    recorded(services, caller, input, forbidden),
  );
}

function requireRight({ actor }: Caller, right: Right | null): void {
  if (right !== null && !holds(actor, right)) throw new OperationForbidden();
}

async function forbidden(): Promise<never> {
  throw new OperationForbidden();
}

/** @throws {RegistrationError} if the input does not have the declared types, or if the API found issues and no rule follows. */
function callOf(
  { input: schema, rules }: Declaration,
  call: { readonly services: Services; readonly caller: Caller; readonly found: readonly Issue[] },
  input: unknown,
): Call {
  const require = (issues: readonly Issue[]) => {
    const all = joinIssues(call.found, issues);
    if (all.length > 0) throw new RegistrationError(rules ?? 'INVALID_ARGUMENT', all);
  };
  const wrong = checkInput(schema, input);
  if (wrong.length > 0 || rules === undefined) require(wrong);
  return { ...call, store: tenantStore(call.services.store, call.caller), require };
}

/** The client that a write is about; a registration has none. The input may have any type. */
function clientIdIn(input: unknown): string | undefined {
  return isObject(input) && typeof input.clientId === 'string' ? input.clientId : undefined;
}

function refusalOf(error: unknown): Pick<Refusal, 'refusalCode' | 'issueCodes'> | undefined {
  if (error instanceof OperationForbidden) return { refusalCode: error.code, issueCodes: [] };
  if (error instanceof RegistrationError) {
    return { refusalCode: error.code, issueCodes: error.issues.map(({ code }) => code) };
  }
  return undefined;
}

function named<Input, Output>(
  { name, ...declaration }: Declaration,
  perform: (...args: Parameters<Operation<Input, Output>>) => Promise<Output>,
  forbid: Operation<Input, Output>['forbid'],
): Operation<Input, Output> {
  // The `name` of a function is read-only, so it is redefined.
  return Object.defineProperty(Object.assign(perform, declaration, { forbid }), 'name', {
    value: name,
  }) as Operation<Input, Output>;
}
