import { useState } from 'react';
import { useText } from './language.tsx';
import { useSession } from './session.tsx';

export function SignIn() {
  const { signIn: text } = useText();
  const { signIn } = useSession();
  const [token, setToken] = useState('');
  return (
    <main>
      <h1>{text.title}</h1>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          signIn(token.trim());
        }}
      >
        <label>
          {text.token}
          <input type="password" value={token} onChange={({ target }) => setToken(target.value)} />
        </label>
        <p>{text.explanation}</p>
        <button type="submit">{text.submit}</button>
      </form>
    </main>
  );
}
