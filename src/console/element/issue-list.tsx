import { useText } from '../language.tsx';
import { useIssueMessage } from './issue-message.tsx';

/** A problem of an input, as `OAuthFieldIssue` of the schema. */
export interface Issue {
  /** Its location in the input; empty for the whole input. */
  readonly path: readonly string[];
  readonly code: string;
  readonly message: string;
  readonly reference?: string | null;
}

interface IssueListProps {
  readonly issues: readonly Issue[];
  /** Omits locations, for lists beside a field. */
  readonly hidePath?: boolean;
}

/** The problems of an input, each with its clause and its code. */
export function IssueList({ issues, hidePath = false }: IssueListProps) {
  const { issueList: text } = useText();
  const messageOf = useIssueMessage();
  return (
    <ul className="issue-list">
      {issues.map((issue) => {
        const { message, language, reference } = messageOf(issue);
        return (
          <li key={`${issue.path.join('.')} ${issue.code}`}>
            {!hidePath && issue.path.length > 0 && (
              <>
                <code>{issue.path.join('.')}</code>{' '}
              </>
            )}
            <span lang={language}>{message}</span>
            <span className="origin">
              {reference !== null && <span>{text.reference(reference)}</span>}
              <code>{issue.code}</code>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
