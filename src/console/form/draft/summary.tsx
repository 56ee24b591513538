import { type RefObject, useId } from 'react';
import { Failure } from '../../element/failure.tsx';
import { useIssueMessage } from '../../element/issue-message.tsx';
import { useText } from '../../language.tsx';
import type { FormText } from '../../text/form-english.ts';
import { methodNames } from '../../value-name.ts';
import { grantValues } from '../field/registry-word.ts';
import { focusLocation, idOf } from '../focus-location.tsx';
import { isLines } from '../form-field.ts';
import { useForm } from '../form-state.tsx';
import { useFormText } from '../form-text.tsx';
import type { Draft } from './draft.ts';
import { fieldOf, type LocatedIssue } from './placement.ts';

/** The problems of the form, each with a link to its field. It gets the focus when a submission is refused. */
export function Summary({ box }: { readonly box: RefObject<HTMLElement | null> }) {
  const { summary: text } = useFormText();
  const { issues, advisories, dryRun, isSeen } = useForm();
  const title = useId();
  const seen = issues.filter(({ location }) => isSeen(location));
  const seenAdvisories = advisories.filter(({ location }) => isSeen(location));
  return (
    <section ref={box} tabIndex={-1} className="card stack tight summary" aria-labelledby={title}>
      <h2 id={title}>{text.title}</h2>
      <Verdict all={issues} seen={seen} />
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
  readonly all: readonly LocatedIssue[];
  /** Those in fields that the person has visited. */
  readonly seen: readonly LocatedIssue[];
}

/** Empty if the last response is older than the input, or if the check failed. */
function Verdict({ all, seen }: VerdictProps) {
  const text = useFormText();
  const { mark } = useText();
  const { draft, dryRun } = useForm();
  const isCurrent = !dryRun.isPending && !dryRun.error;
  const unseen = all.filter((one) => !seen.includes(one));
  const labels = [...new Set(unseen.map((one) => nameOf(one, draft, text)))];
  const sentences = [
    ...(all.length === 0 ? [text.summary.valid] : []),
    ...(seen.length > 0 ? [text.summary.problems(seen.length)] : []),
    ...(labels.length > 0 ? [text.summary.incomplete(labels.join(mark.item))] : []),
  ];
  return (
    <p role="status" className="verdict" data-tone={isCurrent ? toneOf(all.length, seen.length) : undefined}>
      {dryRun.isPending && text.summary.checking}
      {isCurrent && sentences.join(mark.sentence)}
    </p>
  );
}

/** A field that was not visited yet is not marked as an error. */
function toneOf(all: number, seen: number): 'bad' | 'good' | undefined {
  if (seen > 0) return 'bad';
  return all === 0 ? 'good' : undefined;
}

function nameOf({ location }: LocatedIssue, draft: Draft, text: FormText): string {
  return location === undefined ? text.summary.whole : labelOf(location, draft, text);
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

/** The name of a location outside its field. */
function labelOf(location: NonNullable<LocatedIssue['location']>, draft: Draft, text: FormText): string {
  const field = fieldOf(location);
  const part = location.slice(field.length + 1);
  const { label } = text.field[field];
  if (part === '') return label;
  if (field === 'redirectUris')
    return text.part.row(draft.redirectUris.findIndex(({ id }) => `${id}` === part) + 1);
  if (field === 'jwks') return text.part.key(Number(part) + 1);
  if (field === 'scopes') return text.part.scope(part);
  if (isLines(field)) return text.part.option(label, text.part.line(Number(part)));
  const words: Readonly<Record<string, string>> = { ...methodNames, ...grantValues };
  return text.part.option(label, words[part] ?? part);
}
