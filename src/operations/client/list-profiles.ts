import { z } from 'zod';
import { type Profile, profiles } from '../../domain/client/profile.ts';
import { type FapiProfile, fapiProfiles, valuesOf } from '../../domain/client/vocabulary.ts';
import { readOperation } from '../perform.ts';

/** A FAPI profile with its name and requirements. */
export type ListedProfile = Profile & { readonly profile: FapiProfile };

/** The requirements of each FAPI profile. */
export const listProfiles = readOperation(
  { name: 'registrationProfiles', right: 'read', input: z.undefined() },
  (): readonly ListedProfile[] =>
    valuesOf(fapiProfiles).map((profile) => ({ ...profiles[profile], profile })),
);
