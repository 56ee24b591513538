import { type Profile, profiles } from '../../domain/client/profile.ts';
import { type FapiProfile, fapiProfiles, valuesOf } from '../../domain/client/vocabulary.ts';
import { operation } from '../perform.ts';

/** A FAPI profile by its name, with what it demands. */
export type ListedProfile = Profile & { readonly profile: FapiProfile };

/** Every FAPI profile as data. */
export const listProfiles = operation(
  { name: 'registrationProfiles', right: 'read' },
  (): readonly ListedProfile[] =>
    valuesOf(fapiProfiles).map((profile) => ({ ...profiles[profile], profile })),
);
