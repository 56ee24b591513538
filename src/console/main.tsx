import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { LanguageProvider } from './language.tsx';
import { SessionProvider } from './session/session.tsx';
import { applyTheme } from './theme.tsx';
import './style.css';
import './style/control.css';
import './style/surface.css';
import './style/shell.css';
import './style/list.css';
import './style/client.css';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');
applyTheme();
createRoot(root).render(
  <StrictMode>
    <LanguageProvider>
      <SessionProvider>
        <App />
      </SessionProvider>
    </LanguageProvider>
  </StrictMode>,
);
