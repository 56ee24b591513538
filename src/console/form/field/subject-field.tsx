import { useId } from 'react';
import { subjectMembers } from '../draft/draft.ts';
import { useForm } from '../form-state.tsx';
import { useFormText } from '../form-text.tsx';
import { useDescription } from '../said.tsx';
import { Group } from './field.tsx';

/** The certificate subject of a `tls_client_auth` client. */
export function SubjectField() {
  const { subject: text } = useFormText();
  const { draft, dispatch, touch } = useForm();
  const [kind, value] = [useId(), useId()];
  const described = useDescription('tlsClientAuth');
  return (
    <Group
      field="tlsClientAuth"
      need={draft.clientAuthMethods.includes('TLS_CLIENT_AUTH') ? 'required' : 'optional'}
    >
      <div className="subject">
        <div className="field">
          <label htmlFor={kind}>{text.kind}</label>
          <select
            id={kind}
            value={draft.subjectMember}
            onChange={({ target }) => {
              const chosen = subjectMembers.find((member) => member === target.value);
              if (chosen) dispatch({ do: 'chooseSubject', member: chosen });
            }}
          >
            {subjectMembers.map((member) => (
              <option key={member} value={member}>
                {text.member[member].label}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor={value}>{text.value}</label>
          <input
            id={value}
            type="text"
            autoComplete="off"
            spellCheck={false}
            placeholder={text.member[draft.subjectMember].example}
            value={draft.subject}
            onChange={({ target }) => dispatch({ do: 'type', field: 'subject', text: target.value })}
            onBlur={() => touch('tlsClientAuth')}
            {...described}
          />
        </div>
      </div>
      {!draft.clientAuthMethods.includes('TLS_CLIENT_AUTH') && <p className="demand">{text.unused}</p>}
    </Group>
  );
}
