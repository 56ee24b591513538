import type { LineIssue } from '../../domain/error/import-fault.ts';
import type { ImportStore } from '../../store/client/import-clients.ts';
import type { Services } from '../services.ts';
import type { ImportRules } from './check-import.ts';
import type { ImportLine } from './imported-client.ts';

/** The dependencies and options of an import. */
export interface Importer extends ImportRules, Pick<Services, 'newId'> {
  readonly store: ImportStore;
  /** The `requestId` of every audit event of the import. */
  readonly runId: string;
  /** How a client with different content is handled: the line is refused, skipped, or applied. */
  readonly onConflict: (typeof conflictChoices)[number];
  /** Checks everything and writes nothing. */
  readonly isDryRun: boolean;
}

export const conflictChoices = ['fail', 'skip', 'update'] as const;

/** The outcome of a line; in a dry run, the one it would have. */
export type ImportOutcome =
  | {
      readonly line: number;
      readonly kind: 'imported' | 'updated' | 'unchanged' | 'skipped';
      readonly clientId: string;
      /** Whether the line had no `client_id`, so that the client got a new one. */
      readonly isNamed: boolean;
      /** Whether the client authenticates with a secret but has no usable one. */
      readonly lacksSecret: boolean;
    }
  | { readonly line: number; readonly kind: 'refused'; readonly issues: readonly LineIssue[] }
  /** The database did not confirm whether it stored the client. */
  | { readonly line: number; readonly kind: 'unknown'; readonly clientId: string; readonly isNamed: boolean };

/** A line with its issues. */
export interface CheckedLine {
  readonly line: ImportLine;
  readonly issues: readonly LineIssue[];
}
