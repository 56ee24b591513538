import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  useState,
} from 'react';
import { useText } from '../language.tsx';
import { keepFocus } from './keep-focus.ts';

interface Notice {
  readonly id: number;
  readonly content: ReactNode;
  readonly tone: 'good' | 'warn';
  readonly isKept: boolean;
}

/** Milliseconds for which a notice is shown that need not be dismissed. */
const shown = 10_000;

interface Notices {
  /** Shows a success; a new notice replaces it. */
  readonly announce: (content: ReactNode) => void;
  /**
   * Shown until it is dismissed, also on other pages.
   *
   * @param render receives the function that dismisses it.
   */
  readonly keep: (render: (dismiss: () => void) => ReactNode) => void;
}

const NoticesContext = createContext<Notices>({ announce: () => {}, keep: () => {} });

export function useNotices(): Notices {
  return use(NoticesContext);
}

let count = 0;

/** Shows notices at the edge of the page and announces them to screen readers. */
export function NoticesProvider({ children }: { readonly children: ReactNode }) {
  const { shell: text } = useText();
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const dismiss = useCallback((id: number) => setNotices((all) => all.filter((one) => one.id !== id)), []);
  const value = useMemo<Notices>(() => {
    const add = (notice: Omit<Notice, 'id'>, id: number) =>
      setNotices((all) => [...all.filter(({ isKept }) => isKept), { ...notice, id }]);
    return {
      announce: (content) => add({ content, tone: 'good', isKept: false }, ++count),
      keep: (render) => {
        const id = ++count;
        add({ content: render(() => dismiss(id)), tone: 'warn', isKept: true }, id);
      },
    };
  }, [dismiss]);
  return (
    <NoticesContext value={value}>
      {children}
      <section className="notices" aria-label={text.notices} aria-live="polite">
        {notices.map(({ id, content, tone, isKept }) => (
          <NoticeCard key={id} tone={tone} isKept={isKept} onDismiss={() => dismiss(id)}>
            {content}
          </NoticeCard>
        ))}
      </section>
    </NoticesContext>
  );
}

interface NoticeCardProps {
  readonly tone: Notice['tone'];
  readonly isKept: boolean;
  readonly onDismiss: () => void;
  readonly children: ReactNode;
}

function NoticeCard({ tone, isKept, onDismiss, children }: NoticeCardProps) {
  const { shell: text } = useText();
  const dismiss = useEffectEvent(onDismiss);
  useEffect(() => {
    if (isKept) return;
    const timer = setTimeout(dismiss, shown);
    return () => clearTimeout(timer);
  }, [isKept]);
  return (
    <div ref={keepFocus} className="notice" data-tone={tone}>
      <div className="row spread">
        <div className="grow">{children}</div>
        <button type="button" className="small subtle" onClick={onDismiss}>
          {text.dismiss}
        </button>
      </div>
    </div>
  );
}
