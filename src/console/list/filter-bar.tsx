import { type ReactNode, useEffect, useId, useState } from 'react';
import { useText } from '../language.tsx';
import { grantNames, methodNames, profileNames } from '../value-name.ts';
import { type FilterName, filterNames, orderOf, orders } from './client-filter.ts';

interface FilterBarProps {
  readonly search: URLSearchParams;
  /** @param isTyping for a further letter of the same text, which adds no entry to the history. */
  readonly change: (name: FilterName | 'order', value: string, isTyping?: boolean) => void;
}

/** Milliseconds without a key press after which the search starts. */
const pause = 250;

export function FilterBar({ search, change }: FilterBarProps) {
  const { list: text, client } = useText();
  const more = filterNames.slice(2).filter((name) => search.has(name)).length;
  // A set filter opens the section; it stays open when the user clears the last filter.
  const [isOpen, setOpen] = useState(more > 0);
  useEffect(() => {
    if (more > 0) setOpen(true);
  }, [more]);
  const choice = (name: FilterName) => ({
    value: search.get(name) ?? '',
    change: (value: string) => change(name, value),
  });
  return (
    <search className="card filters" aria-label={text.filters}>
      <TypedFilter name="q" type="search" label={text.search} search={search} change={change} />
      <Choice
        label={text.status}
        {...choice('status')}
        options={Object.entries(client.statuses)}
        any={text.any}
      />
      <Choice
        label={text.order}
        value={orderOf(search)}
        change={(value) => change('order', value === 'newest' ? '' : value)}
        options={orders.map((order) => [order, text.orders[order]])}
      />
      <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>{text.moreFilters(more)}</summary>
        <div className="filters">
          <Choice
            label={text.profile}
            {...choice('profile')}
            options={Object.entries(profileNames)}
            any={text.any}
          />
          <Choice
            label={text.grant}
            {...choice('grant')}
            options={Object.entries(grantNames)}
            any={text.any}
          />
          <Choice
            label={text.method}
            {...choice('method')}
            options={Object.entries(methodNames)}
            any={text.any}
          />
          <TypedFilter name="redirect" type="url" label={text.redirect} search={search} change={change} />
          <Choice label={text.use} {...choice('unused')} options={[['true', text.unused]]} any={text.any} />
        </div>
      </details>
    </search>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly options: readonly (readonly [value: string, label: string])[];
  /** The label of the empty choice, if there is one. */
  readonly any?: string;
}

function Choice({ label, value, change, options, any }: ChoiceProps): ReactNode {
  const select = useId();
  return (
    <div className="field">
      <label htmlFor={select}>{label}</label>
      <select id={select} value={value} onChange={({ target }) => change(target.value)}>
        {any !== undefined && <option value="">{any}</option>}
        {options.map(([word, name]) => (
          <option key={word} value={word}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

interface TypedFilterProps extends FilterBarProps {
  readonly name: 'q' | 'redirect';
  readonly type: 'search' | 'url';
  readonly label: string;
}

function TypedFilter({ name, type, label, search, change }: TypedFilterProps) {
  const field = useId();
  const asked = search.get(name) ?? '';
  const [typed, setTyped] = useState(asked);
  // The back button changes the address, and the input must follow; a trailing space is the start of the next word.
  useEffect(() => setTyped((old) => (old.trim() === asked.trim() ? old : asked)), [asked]);
  useEffect(() => {
    if (typed.trim() === asked.trim()) return;
    const timer = setTimeout(() => change(name, typed.trim(), true), pause);
    return () => clearTimeout(timer);
  }, [typed, asked, name, change]);
  return (
    <div className="field wide">
      <label htmlFor={field}>{label}</label>
      <input
        id={field}
        type={type}
        value={typed}
        maxLength={2048}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => setTyped(target.value)}
      />
    </div>
  );
}
