import type { ReactNode } from 'react';
import type { CombinedError } from 'urql';
import { errorCodeOf, tokenFaultOf } from '../error-code.ts';
import { useLanguage, useText } from '../language.tsx';
import type { Right } from '../session/rights.ts';
import { TokenFault } from '../session/token-fault.tsx';
import { errorMessages } from '../text/message.ts';
import { CopyButton } from './copy-button.tsx';
import { type Issue, IssueList } from './issue-list.tsx';
import { keepFocus } from './keep-focus.ts';

/** As `RegistrationError` of the schema. */
export interface Refusal {
  readonly code: string;
  readonly issues: readonly Issue[];
}

interface FailureProps {
  /** The call failed. */
  readonly error?: CombinedError | undefined;
  /** The call was refused because of its input. */
  readonly refusal?: Refusal | undefined;
  /** The right that the call requires, shown if the token does not grant it. Default: read. */
  readonly right?: Right;
  /** Repeats the call. Offered if that can help. */
  readonly onRetry?: (() => void) | undefined;
  /** Reads the client again. Offered if someone else has changed it. */
  readonly onReload?: (() => void) | undefined;
}

/** Whether someone else has changed the client since it was read. */
export function isVersionConflict(refusal: Refusal | undefined): boolean {
  return refusal?.issues.some(({ code }) => code === 'VERSION_CONFLICT') ?? false;
}

/** Why a call failed and what to do about it; empty if it did not fail. */
export function Failure({ error, refusal, right = 'read', onRetry, onReload }: FailureProps) {
  const { failure: text } = useText();
  if (refusal !== undefined) {
    const isStale = isVersionConflict(refusal);
    return (
      <Alert title={isStale ? text.stale : text.refused}>
        <IssueList issues={refusal.issues} />
        {isStale && onReload && (
          <div>
            <button type="button" onClick={onReload}>
              {text.reload}
            </button>
          </div>
        )}
      </Alert>
    );
  }
  if (error === undefined) return null;
  const code = errorCodeOf(error);
  const requestId = error.graphQLErrors[0]?.extensions.requestId;
  return (
    <Alert
      title={
        code === undefined ? text.unreachable : (text.byCode[code as keyof typeof text.byCode] ?? text.other)
      }
    >
      <Advice error={error} right={right} />
      {typeof requestId === 'string' && (
        <p className="row">
          {text.requestId} <code>{requestId}</code>
          <CopyButton value={requestId} what={text.requestId} />
        </p>
      )}
      {onRetry && code !== 'FORBIDDEN' && code !== 'UNAUTHENTICATED' && (
        <div>
          <button type="button" onClick={onRetry}>
            {text.retry}
          </button>
        </div>
      )}
    </Alert>
  );
}

function Alert({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div ref={keepFocus} className="notice" data-tone="bad" role="alert">
      <strong>{title}</strong>
      {children}
    </div>
  );
}

interface AdviceProps {
  readonly error: CombinedError;
  readonly right: Right;
}

function Advice({ error, right }: AdviceProps) {
  const { failure: text } = useText();
  const code = errorCodeOf(error);
  if (code === undefined) return <p>{text.unreachableAdvice}</p>;
  if (code === 'FORBIDDEN') return <p>{text.rights[right]}</p>;
  if (code === 'RATE_LIMITED' || code === 'UNAVAILABLE')
    return <p>{text.retryAfter(secondsToWait(error))}</p>;
  if (code === 'UNAUTHENTICATED')
    return (
      <p>
        <TokenFault fault={tokenFaultOf(error)} />
      </p>
    );
  return <GatewayMessage error={error} />;
}

/** The message of the gateway, in Chinese if the code is known. */
function GatewayMessage({ error }: { readonly error: CombinedError }) {
  const { language } = useLanguage();
  const [first] = error.graphQLErrors;
  const { code, issues } = first?.extensions ?? {};
  // The message of a malformed request names the argument; that of its code does not.
  const known = code === 'BAD_REQUEST' ? undefined : errorMessages[String(code)];
  const chinese = language === 'en' ? undefined : known?.zh;
  return (
    <>
      <p lang={language === 'en' || chinese ? undefined : 'en'}>{chinese ?? first?.message}</p>
      {Array.isArray(issues) && <IssueList issues={issues as readonly Issue[]} />}
    </>
  );
}

function secondsToWait({ response }: CombinedError): number {
  return Number((response as Response | undefined)?.headers.get('retry-after') ?? 1) || 1;
}
