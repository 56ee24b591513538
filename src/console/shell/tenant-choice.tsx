import { useId, useState } from 'react';
import { useText } from '../language.tsx';
import { useSession } from '../session/session.tsx';
import type { Session } from '../session/session-of.ts';

interface TenantChoiceProps {
  readonly session: Session;
  readonly onChosen: () => void;
}

/** For a `super_admin`: the gateway records whose clients were changed by whom. */
export function TenantChoice({ session, onChosen }: TenantChoiceProps) {
  const { shell: text } = useText();
  const { chooseTenant } = useSession();
  const [tenant, setTenant] = useState(session.tenant);
  const field = useId();
  return (
    <form
      className="field"
      onSubmit={(event) => {
        event.preventDefault();
        chooseTenant(tenant.trim() || session.homeTenant);
        onChosen();
      }}
    >
      <label htmlFor={field}>{text.chooseTenant}</label>
      <div className="row nowrap">
        {/* As the gateway takes it in X-Tenant-ID: an identifier, in one header line. */}
        <input
          id={field}
          value={tenant}
          maxLength={255}
          pattern="[!-~]+"
          title={text.tenantShape}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => setTenant(target.value)}
        />
        <button type="submit">{text.switchTenant}</button>
      </div>
    </form>
  );
}
