import { type EnvironmentVariable, sections, variableNames, variables } from '../../config-table.ts';

/** The text of `docs/configuration.md`. */
export function printedConfiguration(): string {
  return `<!-- Generated from src/config-table.ts by \`npm run schema\`. -->

# Configuration

Clientele reads its configuration from environment variables, once, at start. An empty variable counts as not set. Lists are
separated by commas.

If a value is invalid, the program reports all problems, without the values, and exits with code 2. A variable that looks like a
misspelled one, such as \`DATABSE_URL\`, is reported in a warning.

[\`.env.example\`](../.env.example) has every variable with its default. \`--env\` reads such a file; variables that are already set
keep their values. \`check-config\` prints the value of every variable, with passwords and keys masked; with \`--connect\` it also tries
the database and the key set.

\`\`\`sh
npx clientele --env .env.example check-config
\`\`\`
${sections.map(printedSection).join('')}`;
}

function printedSection(section: string): string {
  const rows = variablesOf(section).map((name) => {
    const { type, meaning, detail, default: value, unset } = variables[name];
    const limits = type.limits === undefined ? '' : `: ${type.limits}`;
    const shownDefault = value ? `\`${value}\`` : `*${unset}*`;
    const cells = [`\`${name}\``, `${type.name}${limits}`, shownDefault, sentences(meaning, detail)];
    return `| ${cells.join(' | ')} |\n`;
  });
  return `
## ${section}

| variable | type and limits | default | meaning |
| --- | --- | --- | --- |
${rows.join('')}`;
}

/** The text of `.env.example`. */
export function printedEnvironmentExample(): string {
  const texts = sections.map(
    (section) => `\n# ---- ${section} ----\n${variablesOf(section).map(printedVariable).join('')}`,
  );
  return `# Every variable that Clientele reads, with its default. An empty one counts as not set. Generated from
# src/config-table.ts by \`npm run schema\`. To use a file like this one: npx clientele --env .env serve
${texts.join('')}`;
}

function printedVariable(name: EnvironmentVariable): string {
  const { type, meaning, detail, default: value = '', unset } = variables[name];
  const limits = type.limits === undefined ? '' : `: ${type.limits}`;
  const facts = `Type: ${type.name}${limits}.${value === '' ? ` Default: ${unset}.` : ''}`;
  const comment = [sentences(meaning, detail), facts].flatMap((text) => wrapped(text.replaceAll('`', '')));
  return `\n${comment.map((line) => `# ${line}\n`).join('')}${name}=${value}\n`;
}

const variablesOf = (section: string) => variableNames.filter((name) => variables[name].section === section);

const sentences = (meaning: string, detail: string | undefined) =>
  detail === undefined ? `${meaning}.` : `${meaning}. ${detail}`;

/** Lines of at most 110 characters, unless a word is longer. */
function wrapped(text: string): string[] {
  return text.match(/\S.{0,109}(?=\s|$)/g) ?? [];
}
