import type { EventFragment } from '../document.ts';
import { useText } from '../language.tsx';

interface ChangeTableProps {
  readonly changes: EventFragment['changes'];
}

/** How many changes are shown without being asked for. */
const shown = 3;

/** Field by field what became different. */
export function ChangeTable({ changes }: ChangeTableProps) {
  const { audit: text } = useText();
  return (
    <details open={changes.length <= shown} className="changes">
      <summary>{text.changes(changes.length)}</summary>
      <dl>
        {changes.map(({ field, before, after }) => (
          <div key={field}>
            <dt>
              <code>{field}</code>
            </dt>
            <Values label={text.removed} sign="−" values={missingFrom(after, before)} />
            <Values label={text.added} sign="+" values={missingFrom(before, after)} />
          </div>
        ))}
      </dl>
    </details>
  );
}

interface ValuesProps {
  readonly label: string;
  readonly sign: string;
  readonly values: readonly string[];
}

function Values({ label, sign, values }: ValuesProps) {
  return values.map((value) => (
    <dd key={value} data-sign={sign}>
      <span aria-hidden="true">{sign} </span>
      <span className="visually-hidden">{label} </span>
      {value}
    </dd>
  ));
}

/** Of a list the items that the other does not have; of anything else all of it. */
function missingFrom(other: unknown, value: unknown): string[] {
  const others = new Set(wordsOf(other));
  return wordsOf(value).filter((word) => !others.has(word));
}

function wordsOf(value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.map(wordOf);
  return [wordOf(value)];
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
