import { Given } from '../element/given.tsx';
import { Instant } from '../element/instant.tsx';
import { useGuard } from '../element/missing-rights.tsx';
import { useText } from '../language.tsx';
import type { StoredSecret } from './stored-client.ts';

interface SecretCardProps {
  readonly secret: StoredSecret;
  readonly onDeactivate: () => void;
  readonly onDelete: () => void;
}

const tones = { ACTIVE: 'good', RETIRED: 'warn', INACTIVE: undefined } as const;

/** A secret without its value. */
export function SecretCard({ secret, onDeactivate, onDelete }: SecretCardProps) {
  const { secret: text } = useText();
  const guard = useGuard()('rotate');
  const isOver = secret.expiresAt != null && Date.parse(secret.expiresAt) <= Date.now();
  const isInactive = secret.status === 'INACTIVE';
  return (
    <div className="stack tight">
      <div className="row spread">
        <p className="row">
          <code className="last-four">…{secret.lastFour}</code>
          {isOver && !isInactive ? (
            <span className="badge">{text.expired}</span>
          ) : (
            <span className="badge" data-tone={tones[secret.status]}>
              {text.statuses[secret.status]}
            </span>
          )}
          {secret.description && <Given text={secret.description} max={255} />}
        </p>
        <div className="row">
          {!isInactive && (
            <button type="button" className="small" {...guard} onClick={onDeactivate}>
              {text.deactivate}
              <span className="visually-hidden"> …{secret.lastFour}</span>
            </button>
          )}
          <button type="button" className="small danger" {...guard} onClick={onDelete}>
            {text.delete}
            <span className="visually-hidden"> …{secret.lastFour}</span>
          </button>
        </div>
      </div>
      <dl className="points">
        <div>
          <dt>{text.created}</dt>
          <dd>
            <Instant at={secret.createdAt} />
          </dd>
        </div>
        <div>
          <dt>{isOver ? text.expiredAt : text.expires}</dt>
          <dd>{secret.expiresAt ? <Instant at={secret.expiresAt} /> : text.neverExpires}</dd>
        </div>
        <div>
          <dt>{text.lastUsed}</dt>
          <dd>{secret.lastUsedAt ? <Instant at={secret.lastUsedAt} unit="day" /> : text.neverUsed}</dd>
        </div>
      </dl>
    </div>
  );
}
