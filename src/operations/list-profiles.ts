import { type Profile, profiles } from '../registration/profile.ts';
import { type FapiProfile, fapiProfiles, wordsOf } from '../registration/vocabulary.ts';
import { operation } from './perform.ts';

/** A FAPI profile by its name, with what it demands. */
export type ListedProfile = Profile & { readonly profile: FapiProfile };

/** Every FAPI profile as data. */
export const listProfiles = operation(
  { name: 'registrationProfiles', right: 'read' },
  (): readonly ListedProfile[] => wordsOf(fapiProfiles).map((profile) => ({ ...profiles[profile], profile })),
);
