import { useIssueMessage } from './issue-message.tsx';
import { useText } from './language.tsx';

/** One problem of an input, as `OAuthFieldIssue` of the schema. */
export interface Issue {
  /** Where it is, relative to the input; empty for the input as a whole. */
  readonly path: readonly string[];
  readonly code: string;
  readonly message: string;
  readonly reference?: string | null;
}

interface IssueListProps {
  readonly issues: readonly Issue[];
  /** Leaves out where each problem is, for lists that stand beside the field. */
  readonly hidePath?: boolean;
}

/** What is wrong with an input, each with the clause behind it and with its code for programs. */
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
