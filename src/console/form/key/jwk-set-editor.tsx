import { type ChangeEvent, type DragEvent, useEffect, useId, useRef, useState } from 'react';
import { keepFocus } from '../../element/keep-focus.ts';
import { useText } from '../../language.tsx';
import { useForm } from '../form-state.tsx';
import { useFormText } from '../form-text.tsx';
import { useDescription } from '../said.tsx';
import { JwkList } from './jwk-list.tsx';
import { importKeys, publicKeysOf } from './key-import.ts';

/** Bytes that a JWK Set may have; a larger file is not read. */
const maxOctets = 65_536;

/** Input types of Input Events that insert a whole text. */
const bringing: readonly string[] = ['insertFromPaste', 'insertFromDrop'];

/** A text area for a JWK Set, a single JWK or PEM, which can be typed, pasted, dropped or read from a file. */
export function JwkSetEditor() {
  const text = useFormText();
  const { draft, holdsSecret } = useForm();
  const { said, type, apply, takeFile, strip } = useJwksText();
  const [isOver, setOver] = useState(false);
  const [area, file, drop] = [useId(), useId(), useId()];
  const { 'aria-describedby': describedBy, ...invalid } = useDescription('jwks', drop);
  const offerDrop = (event: DragEvent) => {
    // The browser itself inserts a dropped text at the drop position.
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  };
  const takeDrop = (event: DragEvent) => {
    setOver(false);
    const [dropped] = event.dataTransfer.files;
    if (dropped === undefined) return;
    event.preventDefault();
    void takeFile(dropped);
  };
  return (
    <div className="stack tight">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the file input beside it is for keyboards. */}
      <div
        className="drop"
        data-over={isOver}
        onDragOver={offerDrop}
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
          onBlur={({ target }) => void apply(target.value)}
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
              if (target.files?.[0]) void takeFile(target.files[0]);
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
        <div ref={keepFocus} className="notice" data-tone="bad" role="alert">
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

/** The text of the JWK Set, and the notice about it. */
function useJwksText() {
  const text = useFormText();
  const { mark } = useText();
  const { draft, dispatch, touch } = useForm();
  const [said, say] = useState('');
  // Reading takes time, so text that was typed meanwhile is newer than the file.
  const newest = useRef(draft.jwks);
  useEffect(() => {
    newest.current = draft.jwks;
  }, [draft.jwks]);
  const set = (jwks: string) => {
    newest.current = jwks;
    dispatch({ do: 'type', field: 'jwks', text: jwks });
  };
  const take = async (brought: string, origin = '') => {
    set(brought);
    const { text: imported, outcome } = await importKeys(brought);
    if (newest.current !== brought) return;
    set(imported);
    touch('jwks');
    say([origin, saidOf(outcome, text.keys)].filter(Boolean).join(mark.sentence));
  };
  /** Handles typed text like pasted text once it is complete. */
  const apply = async (typed: string) => {
    touch('jwks');
    const { text: imported, outcome } = await importKeys(typed);
    if (newest.current === typed && (outcome === 'wrapped' || outcome === 'converted')) set(imported);
  };
  const takeFile = async (chosen: File) => {
    if (chosen.size > maxOctets) return say(text.keys.tooLarge);
    const before = newest.current;
    const brought = await textOf(chosen);
    if (brought === undefined) say(text.keys.unreadableFile(chosen.name));
    else if (newest.current === before) await take(brought, text.keys.reads(chosen.name));
  };
  const type = ({ target, nativeEvent }: ChangeEvent<HTMLTextAreaElement>) => {
    const isBrought = nativeEvent instanceof InputEvent && bringing.includes(nativeEvent.inputType);
    if (isBrought) void take(target.value);
    else set(target.value);
  };
  const strip = async () => {
    const before = draft.jwks;
    const stripped = await publicKeysOf(before);
    if (newest.current !== before) return;
    if (stripped !== undefined) set(stripped);
    say(stripped === undefined ? text.keys.nothingPublic : text.keys.stripped);
  };
  return { said, type, apply, takeFile, strip };
}

/** `undefined` for a folder, or a file that was moved since it was chosen. */
async function textOf(file: File): Promise<string | undefined> {
  try {
    return await file.text();
  } catch {
    return undefined;
  }
}

function saidOf(
  outcome: Awaited<ReturnType<typeof importKeys>>['outcome'],
  text: { readonly wrapped: string; readonly converted: string; readonly unreadable: string },
): string {
  return outcome === 'as it is' ? '' : text[outcome];
}
