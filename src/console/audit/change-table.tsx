import type { EventFragment } from '../document.ts';
import { Given } from '../element/given.tsx';
import { useText } from '../language.tsx';
import { grantNames, methodNames, profileNames } from '../value-name.ts';

interface ChangeTableProps {
  readonly changes: EventFragment['changes'];
}

/** Number of changes that are shown without a click. */
const shown = 3;

/** The changed fields with their values before and after. */
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
            <Values label={text.removed} sign="−" values={missingFrom(field, after, before)} />
            <Values label={text.added} sign="+" values={missingFrom(field, before, after)} />
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
      <Given text={value} max={500} />
    </dd>
  ));
}

/** For a list, the items that the other list lacks; for any other value, all of it. */
function missingFrom(field: string, other: unknown, value: unknown): string[] {
  const others = new Set(textsOf(field, other));
  return textsOf(field, value).filter((text) => !others.has(text));
}

function textsOf(field: string, value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.map((item) => textOf(field, item));
  return [textOf(field, value)];
}

/** The registered names of enum values, by field. */
const namesOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  clientAuthMethods: methodNames,
  fapiProfile: profileNames,
  grantTypes: grantNames,
};

function textOf(field: string, value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return namesOf[field]?.[value] ?? value;
}
