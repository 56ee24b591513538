import { type ChangeEvent, type DragEvent, useId, useState } from 'react';
import { useText } from '../language.tsx';
import { useForm } from './form-state.tsx';
import { useFormText } from './form-text.tsx';
import { JwkList } from './jwk-list.tsx';
import { importKeys, publicKeysOf } from './key-import.ts';
import { useDescription } from './said.tsx';

/** Octets that a JWK Set may have; a larger file is not read. */
const maxOctets = 65_536;

/** A text area that takes what people have: a JWK Set, one JWK, PEM; typed, pasted, from a file or dropped. */
export function JwkSetEditor() {
  const text = useFormText();
  const { mark } = useText();
  const { draft, dispatch, touch, holdsSecret } = useForm();
  const [said, say] = useState('');
  const [isOver, setOver] = useState(false);
  const [area, file, drop] = [useId(), useId(), useId()];
  const { 'aria-describedby': describedBy, ...invalid } = useDescription('jwks', drop);
  const set = (jwks: string) => dispatch({ do: 'type', field: 'jwks', text: jwks });
  const take = async (brought: string, origin = '') => {
    set(brought);
    const { text: imported, outcome } = await importKeys(brought);
    set(imported);
    touch('jwks');
    say([origin, saidOf(outcome, text.keys)].filter(Boolean).join(mark.sentence));
  };
  /** What was typed is taken like what is pasted, once it is there as a whole. */
  const settle = async (typed: string) => {
    touch('jwks');
    const { text: imported, outcome } = await importKeys(typed);
    if (outcome === 'wrapped' || outcome === 'converted') set(imported);
  };
  const takeFile = async (chosen: File | undefined) => {
    if (chosen === undefined) return;
    if (chosen.size > maxOctets) say(text.keys.tooLarge);
    else await take(await chosen.text(), text.keys.reads(chosen.name));
  };
  const type = ({ target, nativeEvent }: ChangeEvent<HTMLTextAreaElement>) => {
    const isPaste = nativeEvent instanceof InputEvent && nativeEvent.inputType === 'insertFromPaste';
    if (isPaste) void take(target.value);
    else set(target.value);
  };
  const takeDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void takeFile(event.dataTransfer.files[0]);
  };
  const strip = async () => {
    const stripped = await publicKeysOf(draft.jwks);
    if (stripped !== undefined) set(stripped);
    say(stripped === undefined ? text.keys.nothingPublic : text.keys.stripped);
  };
  return (
    <div className="stack tight">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the file input beside it is for keyboards. */}
      <div
        className="drop"
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={takeDrop}
      >
        <label htmlFor={area}>{text.keys.set}</label>
        <textarea
          id={area}
          className="mono"
          rows={8}
          spellCheck={false}
          autoComplete="off"
          placeholder='{"keys":[{"kty":"EC","crv":"P-256","x":"…","y":"…"}]}'
          value={draft.jwks}
          onChange={type}
          onBlur={({ target }) => void settle(target.value)}
          aria-describedby={describedBy}
          {...invalid}
        />
        <div className="row">
          <label htmlFor={file} className="visually-hidden">
            {text.keys.file}
          </label>
          <input
            id={file}
            type="file"
            accept=".json,.jwk,.jwks,.pem,.crt,.cer,.pub,application/json,application/jwk+json,application/jwk-set+json"
            onChange={({ target }) => {
              void takeFile(target.files?.[0]);
              target.value = '';
            }}
          />
        </div>
        <p id={drop} className="hint">
          {text.keys.drop}
        </p>
      </div>
      <p role="status" className="demand">
        {said}
      </p>
      {holdsSecret && (
        <div className="notice" data-tone="bad" role="alert">
          <strong>{text.keys.privateTitle}</strong>
          <p>{text.keys.private}</p>
          <div>
            <button type="button" onClick={strip}>
              {text.keys.strip}
            </button>
          </div>
        </div>
      )}
      <JwkList />
    </div>
  );
}

function saidOf(
  outcome: Awaited<ReturnType<typeof importKeys>>['outcome'],
  text: { readonly wrapped: string; readonly converted: string; readonly unreadable: string },
): string {
  return outcome === 'as it is' ? '' : text[outcome];
}
