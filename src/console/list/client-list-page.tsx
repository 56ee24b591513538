import { useCallback } from 'react';
import { useClient } from 'urql';
import { Link, useSearchParams } from 'wouter';
import { type ClientItemFragment, OAuthClientsDocument } from '../document.ts';
import { keepFocus } from '../element/keep-focus.ts';
import { LoadMore } from '../element/load-more.tsx';
import { MissingRights, useRights } from '../element/missing-rights.tsx';
import { Page } from '../element/page.tsx';
import { useText } from '../language.tsx';
import { type LoadPage, usePages } from '../paging.ts';
import { useRestorations } from '../restored.ts';
import { type FilterName, filterNames, readFilter } from './client-filter.ts';
import { ClientRows } from './client-rows.tsx';
import { FilterBar } from './filter-bar.tsx';
import { useListView, useRememberedListView } from './remembered-list-view.ts';

/** Clients of a page: about one and a half screens. */
const pageSize = 30;
/** Largest page size of the gateway. */
const largestPage = 100;

export function ClientListPage() {
  return <ClientList key={useRestorations()} />;
}

function ClientList() {
  const { list: text } = useText();
  const gateway = useClient();
  const [search, setSearch] = useSearchParams();
  const address = search.toString();
  const view = useListView();
  const load: LoadPage<ClientItemFragment> = useCallback(
    async (after) => {
      const variables = {
        ...readFilter(new URLSearchParams(address)),
        first: Math.min(Math.max(pageSize, view.current?.rows ?? 0), largestPage),
        withTotal: after === undefined,
        ...(after !== undefined && { after }),
      };
      const { data, error } = await gateway.query(OAuthClientsDocument, variables).toPromise();
      return { connection: data?.oauthClients, error };
    },
    [gateway, address, view],
  );
  const pages = usePages(load);
  useRememberedListView(view, pages);
  const change = useCallback(
    (name: FilterName | 'order', value: string, isTyping = false) =>
      setSearch(
        (old) => {
          const next = new URLSearchParams(old);
          if (value === '') next.delete(name);
          else next.set(name, value);
          return next;
        },
        { replace: isTyping },
      ),
    [setSearch],
  );
  const may = useRights();
  const register = (
    <Link href="/new" className="button primary">
      {text.register}
    </Link>
  );
  const isFiltered = filterNames.some((name) => search.has(name));
  return (
    <Page
      title={text.title}
      below={
        <p className="quiet" role="status">
          {pages.total === undefined || !pages.isCurrent ? text.loading : text.total(pages.total, isFiltered)}
        </p>
      }
      actions={may('write') && register}
    >
      <MissingRights needed={['write']} />
      <FilterBar search={search} change={change} />
      <div className="stack" aria-busy={!pages.isCurrent}>
        {pages.rows.length > 0 && <ClientRows clients={pages.rows} />}
        {pages.isCurrent && !pages.error && pages.rows.length === 0 && (
          <div className="card empty">
            <p>{isFiltered ? text.noMatch : text.empty}</p>
            {isFiltered ? (
              <button ref={keepFocus} type="button" onClick={() => setSearch({})}>
                {text.clear}
              </button>
            ) : (
              may('write') && register
            )}
          </div>
        )}
        <LoadMore pages={pages} />
      </div>
    </Page>
  );
}
