import { Command, Option } from 'commander';
import { type Language, languages } from '../../domain/error/language.ts';
import { exitCodeHelp } from '../exit-code.ts';

interface Flags {
  readonly openapi?: true;
  readonly issues?: Language;
}

export function schemaCommand(): Command {
  return new Command('schema')
    .description('Print the GraphQL schema, the OpenAPI document, or the tables of codes.')
    .addOption(new Option('--openapi', 'the OpenAPI document of the REST API, as JSON').conflicts('issues'))
    .addOption(
      new Option('--issues [language]', 'the tables of issues and errors, as Markdown')
        .choices(languages)
        .preset('en'),
    )
    .addHelpText(
      'after',
      `
This command reads no environment variables.

${exitCodeHelp('done', 'usage')}
Examples:
  clientele schema > schema.graphql
  clientele schema --openapi > openapi.json`,
    )
    .action(async ({ openapi, issues }: Flags) => {
      process.stdout.write(await printed(openapi, issues));
    });
}

async function printed(openapi: true | undefined, issues: Language | undefined): Promise<string> {
  if (openapi) return (await import('../../rest/openapi.ts')).printedOpenApi();
  if (issues) return (await import('../../domain/error/issue-table.ts')).printedIssues(issues);
  return (await import('../../graphql/schema.ts')).printedSchema();
}
