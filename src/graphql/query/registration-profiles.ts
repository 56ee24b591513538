import { listProfiles } from '../../operations/client/list-profiles.ts';
import { builder } from '../builder.ts';
import { guardedBy, needs } from '../guard.ts';
import { RegistrationProfile } from '../type/registration-profile.ts';

builder.queryField('registrationProfiles', (t) =>
  t.field({
    type: [RegistrationProfile],
    nullable: true,
    description: `The requirements of each FAPI profile. ${needs(listProfiles)}`,
    ...guardedBy(listProfiles),
    resolve: (_, _args, { services, caller }) => listProfiles(services, caller, undefined),
  }),
);
