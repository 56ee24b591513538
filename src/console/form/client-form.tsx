import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { MissingRights, useRights } from '../element/missing-rights.tsx';
import { showsSubject } from './draft/draft.ts';
import { DisplayFields } from './field/display-fields.tsx';
import { TextField } from './field/field.tsx';
import './form.css';
import { Preview } from './draft/preview.tsx';
import { Summary } from './draft/summary.tsx';
import { GrantChoice } from './field/grant-choice.tsx';
import { KindChoice } from './field/kind-choice.tsx';
import { ListedFields } from './field/listed-field.tsx';
import { MethodChoice } from './field/method-choice.tsx';
import { ProfilePicker } from './field/profile-picker.tsx';
import { RedirectUriList } from './field/redirect-uri-list.tsx';
import { ScopeList } from './field/scope-list.tsx';
import { SubjectField } from './field/subject-field.tsx';
import { FormProvider, type FormState, useForm } from './form-state.tsx';
import { useFormText } from './form-text.tsx';
import { KeyFields } from './key/key-fields.tsx';

interface ClientFormProps {
  readonly form: FormState;
  readonly submitLabel: string;
  readonly isBusy: boolean;
  /** Whether the client is not registered yet, so that its `client_id` can be chosen. */
  readonly isNew?: boolean;
  /** Whether there is nothing to save. */
  readonly isIdle?: boolean;
  /** Shown beside the button: the result of the last attempt. */
  readonly children?: ReactNode;
  /** @returns whether the draft was saved. */
  readonly onSubmit: () => Promise<boolean>;
}

/** The fields of a registration, its problems, and a preview. */
export function ClientForm({
  form,
  submitLabel,
  isBusy,
  isNew = false,
  isIdle = false,
  children,
  onSubmit,
}: ClientFormProps) {
  const isDenied = !useRights()('write');
  const summary = useRef<HTMLElement>(null);
  const [refusals, setRefusals] = useState(0);
  useEffect(() => {
    if (refusals > 0) summary.current?.focus();
  }, [refusals]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy || isIdle || isDenied) return;
    form.showAll();
    // The server would refuse the issues of the dry run again, and a secret is never sent.
    const { isPending, error, verdict } = form.dryRun;
    const isKnownBad = form.isWithheld || (!isPending && !error && verdict?.valid === false);
    if (isKnownBad || !(await onSubmit())) setRefusals((count) => count + 1);
  };
  return (
    <FormProvider value={form}>
      <form className="client-form" noValidate onSubmit={submit}>
        <fieldset className="stack" disabled={isDenied}>
          <Sections isNew={isNew} />
        </fieldset>
        <div className="stack client-form-side">
          {/* First, where nothing that is said moves it away from under the mouse. */}
          <button
            type="submit"
            className="primary submit"
            disabled={isIdle || isDenied}
            aria-disabled={isBusy}
          >
            {submitLabel}
          </button>
          <MissingRights needed={['write']} />
          {children}
          {!isDenied && (
            <>
              <Summary box={summary} />
              <Preview />
            </>
          )}
        </div>
      </form>
    </FormProvider>
  );
}

function Sections({ isNew }: { readonly isNew: boolean }) {
  const text = useFormText();
  const { draft } = useForm();
  return (
    <>
      <Section title={text.section.about}>
        <TextField field="name" isRequired />
        {isNew && <TextField field="clientId" />}
        <RedirectUriList />
        <KindChoice />
        <ListedFields section="about" />
      </Section>
      <Section title={text.section.profile}>
        <ProfilePicker />
        <ListedFields section="profile" />
      </Section>
      <Section title={text.section.auth}>
        <MethodChoice />
        {showsSubject(draft) && <SubjectField />}
        <KeyFields />
        <ListedFields section="auth" />
      </Section>
      <Section title={text.section.access}>
        <GrantChoice />
        <ScopeList />
        <ListedFields section="access" />
      </Section>
      <DisplayFields />
    </>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="card stack form-section">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
