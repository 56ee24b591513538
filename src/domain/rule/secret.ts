import { type Issue, issue } from '../error/issue.ts';
import { readInstant } from '../instant.ts';
import { hasUselessInvisible } from './invisible-character.ts';
import { unsafe } from './name.ts';

const maxCodePoints = 255;
/** 30 days. */
export const maxGraceSeconds = 2_592_000;
/** 4 hours, as in the AuthMS API. */
export const defaultGraceSeconds = 14_400;

/** The input of a new secret. */
export interface SecretInput {
  readonly description?: string | null | undefined;
  /** RFC 3339, in the future. */
  readonly expiresAt?: string | null | undefined;
  /** Seconds for which replaced secrets stay valid: 0 to 30 days. Default: 4 hours. */
  readonly graceSeconds?: number | null | undefined;
}

export function checkSecret({ description, expiresAt, graceSeconds }: SecretInput, now: Date): Issue[] {
  const issues: Issue[] = [];
  if (description != null && !isDescription(description))
    issues.push(issue('SECRET_DESCRIPTION', 'description'));
  if (expiresAt != null) issues.push(...checkInstant(expiresAt, now));
  if (graceSeconds != null && !(graceSeconds >= 0 && graceSeconds <= maxGraceSeconds)) {
    issues.push(issue('GRACE_SECONDS', 'graceSeconds'));
  }
  return issues;
}

function isDescription(text: string): boolean {
  if (text.length > 2 * maxCodePoints || [...text].length > maxCodePoints) return false;
  return !unsafe.test(text) && text.isWellFormed() && !hasUselessInvisible(text);
}

function checkInstant(text: string, now: Date): Issue[] {
  const instant = readInstant(text);
  if (instant === undefined) return [issue('EXPIRES_AT_FORM', 'expiresAt')];
  return instant <= now ? [issue('EXPIRES_AT_PAST', 'expiresAt')] : [];
}
