/** For drizzle-kit, which `test/foreign` installs. */
export default {
  dialect: 'postgresql',
  schema: './src/store/table.ts',
  out: './drizzle',
};
