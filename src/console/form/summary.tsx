import { type RefObject, useId } from 'react';
import { Failure } from '../failure.tsx';
import { useIssueMessage } from '../issue-message.tsx';
import { useText } from '../language.tsx';
import type { FormText } from '../text/form-english.ts';
import { methodNames } from '../value-name.ts';
import type { Draft } from './draft.ts';
import { focusLocation, idOf } from './focus-location.tsx';
import { useForm } from './form-state.tsx';
import { useFormText } from './form-text.tsx';
import { fieldOf, type LocatedIssue } from './placement.ts';
import { grantValues } from './registry-word.ts';

/** What is left to do, counted, with a way to each place. It takes the focus when an attempt to write is refused. */
export function Summary({ box }: { readonly box: RefObject<HTMLElement | null> }) {
  const { summary: text } = useFormText();
  const { issues, advisories, dryRun, isSeen } = useForm();
  const title = useId();
  const seen = issues.filter(({ location }) => isSeen(location));
  const seenAdvisories = advisories.filter(({ location }) => isSeen(location));
  return (
    <section ref={box} tabIndex={-1} className="card stack tight summary" aria-labelledby={title}>
      <h2 id={title}>{text.title}</h2>
      <Verdict all={issues.length} seen={seen.length} />
      {!dryRun.isPending && <Failure error={dryRun.error} right="write" onRetry={dryRun.retry} />}
      <LocationList located={seen} />
      {seenAdvisories.length > 0 && (
        <div className="notice" data-tone="warn">
          <strong>{text.advisories(seenAdvisories.length)}</strong>
          <p className="hint">{text.advisoriesHint}</p>
          <LocationList located={seenAdvisories} />
        </div>
      )}
    </section>
  );
}

interface VerdictProps {
  /** How many things are left to do. */
  readonly all: number;
  /** How many of them a person has come to. */
  readonly seen: number;
}

/** The last answer is none to what was typed since, nor where asking has failed. */
function Verdict({ all, seen }: VerdictProps) {
  const { summary: text } = useFormText();
  const { mark } = useText();
  const { isPending, error } = useForm().dryRun;
  const isCurrent = !isPending && !error;
  return (
    <p role="status" className="verdict" data-tone={isCurrent ? toneOf(all, seen) : undefined}>
      {isPending && text.checking}
      {isCurrent && verdictOf(all, all - seen, text).join(mark.sentence)}
    </p>
  );
}

/** What is not come to yet is left to do, and no fault. */
function toneOf(all: number, seen: number): 'bad' | 'good' | undefined {
  if (seen > 0) return 'bad';
  return all === 0 ? 'good' : undefined;
}

function verdictOf(all: number, unseen: number, text: FormText['summary']): string[] {
  if (all === 0) return [text.valid];
  return unseen === 0 || unseen === all ? [text.left(all)] : [text.left(all), text.unseen(unseen)];
}

function LocationList({ located }: { readonly located: readonly LocatedIssue[] }) {
  const text = useFormText();
  const { mark } = useText();
  const { draft } = useForm();
  const messageOf = useIssueMessage();
  if (located.length === 0) return null;
  return (
    <ul className="plain-list places">
      {located.map(({ location, issue }) => {
        const { message, language } = messageOf(issue);
        return (
          <li key={`${issue.path.join('.')} ${issue.code}`}>
            {location === undefined ? (
              <strong>{text.summary.whole}</strong>
            ) : (
              <a
                href={`#${idOf(location)}`}
                onClick={(event) => {
                  event.preventDefault();
                  focusLocation(location);
                }}
              >
                {labelOf(location, draft, text)}
              </a>
            )}
            {mark.colon}
            <span lang={language}>{message}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** What a place is called where it is spoken of from afar. */
function labelOf(location: NonNullable<LocatedIssue['location']>, draft: Draft, text: FormText): string {
  const field = fieldOf(location);
  const part = location.slice(field.length + 1);
  const { label } = text.field[field];
  if (part === '') return label;
  if (field === 'redirectUris')
    return text.part.row(draft.redirectUris.findIndex(({ id }) => `${id}` === part) + 1);
  if (field === 'jwks') return text.part.key(Number(part) + 1);
  if (field === 'scopes') return text.part.scope(part);
  const words: Readonly<Record<string, string>> = { ...methodNames, ...grantValues };
  return text.part.option(label, words[part] ?? part);
}
