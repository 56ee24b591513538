import { useForm } from '../form-state.tsx';
import { useFormText } from '../form-text.tsx';
import { JwkCard } from './jwk-card.tsx';
import { keysIn, maxShown } from './key-summary.ts';

/** The keys in the text, as far as it can be read. */
export function JwkList() {
  const { keys: text } = useFormText();
  const keys = keysIn(useForm().draft.jwks);
  if (keys.length === 0) return null;
  return (
    <>
      <h3>
        {text.shown} <span className="badge">{text.count(keys.length)}</span>
      </h3>
      <ol className="plain-list stack tight">
        {keys.slice(0, maxShown).map((summary, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: keys have nothing else that tells them apart for sure.
          <JwkCard key={index} summary={summary} index={index} />
        ))}
      </ol>
    </>
  );
}
