import type { LineIssue } from '../../domain/error/import-fault.ts';
import type { ImportStore } from '../../store/import-clients.ts';
import type { Services } from '../services.ts';
import type { ImportRules } from './check-import.ts';
import type { ImportLine } from './imported-client.ts';

/** What an import works with. */
export interface Importer extends ImportRules, Pick<Services, 'newId'> {
  readonly store: ImportStore;
  /** Stands in every audit event of the import as its `requestId`. */
  readonly runId: string;
  /** What becomes of a line whose client is there with other content: the line is refused, left out, or has its way. */
  readonly onConflict: (typeof conflictChoices)[number];
  /** Looks at everything and writes nothing. */
  readonly isDryRun: boolean;
}

export const conflictChoices = ['fail', 'skip', 'update'] as const;

/** What came of a line: in a dry run, what would have come of it. */
export type ImportOutcome =
  | {
      readonly line: number;
      readonly kind: 'imported' | 'updated' | 'unchanged' | 'skipped';
      readonly clientId: string;
      /** Whether the line named no `client_id`, so that the client got a new one. */
      readonly isNamed: boolean;
      /** Whether the client authenticates with a secret and has none that it could use. */
      readonly lacksSecret: boolean;
    }
  | { readonly line: number; readonly kind: 'refused'; readonly issues: readonly LineIssue[] }
  /** The database did not say whether it stored the client. */
  | { readonly line: number; readonly kind: 'unknown'; readonly clientId: string; readonly isNamed: boolean };

/** A line with what speaks against it. */
export interface CheckedLine {
  readonly line: ImportLine;
  readonly issues: readonly LineIssue[];
}
