import { type Profile, profiles } from '../../domain/client/profile.ts';
import { type FapiProfile, fapiProfiles, valuesOf } from '../../domain/client/vocabulary.ts';
import { operation } from '../perform.ts';

/** A FAPI profile with its name and requirements. */
export type ListedProfile = Profile & { readonly profile: FapiProfile };

/** The requirements of each FAPI profile. */
export const listProfiles = operation(
  { name: 'registrationProfiles', right: 'read' },
  (): readonly ListedProfile[] =>
    valuesOf(fapiProfiles).map((profile) => ({ ...profiles[profile], profile })),
);
