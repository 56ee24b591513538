import { useId, useState } from 'react';
import { useText } from './language.tsx';
import { keepPreference, readPreference } from './preference.ts';

const themes = ['system', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];

/** Set before the first paint, so that no light page appears briefly in the dark theme. */
export function applyTheme(theme: Theme = readPreference('theme', themes) ?? 'system'): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function ThemeChoice() {
  const { shell: text } = useText();
  const [theme, setTheme] = useState<Theme>(() => readPreference('theme', themes) ?? 'system');
  const select = useId();
  return (
    <div className="field">
      <label htmlFor={select}>{text.theme}</label>
      <select
        id={select}
        value={theme}
        onChange={({ target }) => {
          const chosen = themes.find((one) => one === target.value) ?? 'system';
          setTheme(chosen);
          applyTheme(chosen);
          keepPreference('theme', chosen);
        }}
      >
        {themes.map((one) => (
          <option key={one} value={one}>
            {text.themes[one]}
          </option>
        ))}
      </select>
    </div>
  );
}
