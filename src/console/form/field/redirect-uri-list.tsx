import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef } from 'react';
import { useText } from '../../language.tsx';
import { needsRedirectUri, type Row } from '../draft/draft.ts';
import type { FieldLocation } from '../draft/placement.ts';
import { idOf } from '../focus-location.tsx';
import { useForm } from '../form-state.tsx';
import { useFormText } from '../form-text.tsx';
import { Said, useDescription } from '../said.tsx';
import { Group } from './field.tsx';

export function RedirectUriList() {
  const { part, profile: demand } = useFormText();
  const { mark } = useText();
  const { draft, dispatch, profile } = useForm();
  const { redirectUris: rows } = draft;
  const add = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const count = useRef(rows.length);
  useEffect(() => {
    // The new row gets the focus, because the person will type into it.
    if (rows.length > count.current) list.current?.querySelector<HTMLElement>('li:last-child input')?.focus();
    count.current = rows.length;
  }, [rows.length]);
  return (
    <Group field="redirectUris" need={needsRedirectUri(draft) ? 'required' : 'optional'}>
      {profile && (
        <p className="demand">
          {profile.title}
          {mark.colon}
          {demand.redirectRules[profile.redirectRule.value]}{' '}
          <span className="clause">{profile.redirectRule.reference}</span>
        </p>
      )}
      <ol className="uri-rows" ref={list}>
        {rows.map((row, index) => (
          <UriRow
            key={row.id}
            row={row}
            number={index + 1}
            isOnly={rows.length === 1}
            onRemoved={() => add.current?.focus()}
          />
        ))}
      </ol>
      <div>
        <button type="button" className="small" ref={add} onClick={() => dispatch({ do: 'addRow' })}>
          {part.addRow}
        </button>
      </div>
    </Group>
  );
}

interface UriRowProps {
  readonly row: Row;
  readonly number: number;
  readonly isOnly: boolean;
  readonly onRemoved: () => void;
}

function UriRow({ row: { id, text }, number, isOnly, onRemoved }: UriRowProps) {
  const { part } = useFormText();
  const { dispatch, touch } = useForm();
  const location: FieldLocation = `redirectUris.${id}`;
  const described = useDescription(location);
  const type = (typed: string) => dispatch({ do: 'typeRow', id, text: typed });
  // An input removes line breaks, which separate the URIs.
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData('text');
    if (!pasted.trim().includes('\n')) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = event.currentTarget;
    type(text.slice(0, selectionStart ?? 0) + pasted + text.slice(selectionEnd ?? text.length));
  };
  const addOnEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    touch(location);
    if (text.trim() !== '') dispatch({ do: 'addRow' });
  };
  return (
    <li>
      <div className="uri-row">
        <input
          id={idOf(location)}
          type="text"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          aria-label={part.row(number)}
          placeholder="https://app.example.com/callback"
          value={text}
          onChange={({ target }) => type(target.value)}
          onPaste={paste}
          onKeyDown={addOnEnter}
          onBlur={() => touch(location)}
          {...described}
        />
        <button
          type="button"
          className="subtle"
          aria-label={part.removeRow(number)}
          disabled={isOnly && text === ''}
          onClick={() => {
            dispatch({ do: 'removeRow', id });
            onRemoved();
          }}
        >
          {part.remove}
        </button>
      </div>
      <Said location={location} />
    </li>
  );
}
