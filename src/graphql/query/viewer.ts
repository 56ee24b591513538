import { holdersOf } from '../../domain/actor.ts';
import { type Viewer, viewer } from '../../operations/viewer.ts';
import { builder } from '../builder.ts';
import { guardedBy, needs } from '../guard.ts';

const RightType = builder.enumType('OAuthRight', {
  description: 'A right of a caller. The description of each root field names the right that it needs.',
  values: {
    READ: {
      value: 'read',
      description: `Read clients, secrets without their values, and audit events. ${holdersOf('read')}`,
    },
    WRITE: { value: 'write', description: `Register and change clients. ${holdersOf('write')}` },
    ROTATE: {
      value: 'rotate',
      description: `Add, rotate, deactivate and delete secrets. ${holdersOf('rotate')}`,
    },
    DELETE: { value: 'delete', description: `Delete and restore clients. ${holdersOf('delete')}` },
  } as const,
});

const ViewerType = builder.objectRef<Viewer>('OAuthViewer').implement({
  description:
    'The caller of the request. It contains only what the token and the request headers of the caller state.',
  fields: (t) => ({
    subject: t.exposeString('subject', { description: 'The `sub` of the token.' }),
    tenantId: t.exposeString('tenantId', {
      description:
        'The tenant whose clients the request reads and writes: the `tenant_id` of the token, or the one that a `super_admin` selected with `X-Tenant-ID`.',
    }),
    rights: t.expose('rights', {
      type: [RightType],
      description: 'The rights of the caller in this tenant. Empty if the token grants none.',
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerType,
    nullable: true,
    description: `The caller and its rights. ${needs(viewer)}`,
    ...guardedBy(viewer),
    resolve: (_, _args, { services, caller }) => viewer(services, caller, undefined),
  }),
);
