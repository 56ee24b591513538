import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { printedIssues } from '../../domain/error/issue-table.ts';
import { withAllMembers } from '../../graphql/operation-document.ts';
import { printedSchema } from '../../graphql/schema.ts';
import { printedSubgraph } from '../../graphql/subgraph.ts';
import { printedOpenApi } from '../../rest/openapi.ts';
import { printedConfiguration, printedEnvironmentExample } from './configuration-document.ts';
import { printedConsoleMembers } from './console-member.ts';
import { printedMessages } from './console-message.ts';
import { printedMetadata } from './metadata-document.ts';

const folder = new URL('../../../schema/', import.meta.url);
writeFileSync(new URL('schema.graphql', folder), printedSchema());
writeFileSync(new URL('subgraph.graphql', folder), printedSubgraph());
writeFileSync(new URL('issues.md', folder), printedIssues('en'));
writeFileSync(new URL('issues.zh.md', folder), printedIssues('zh-CN'));
writeFileSync(new URL('openapi.json', folder), printedOpenApi());

const operations = new URL('operations/', folder);
for (const name of readdirSync(operations)) {
  const file = new URL(name, operations);
  writeFileSync(file, withAllMembers(readFileSync(file, 'utf8')));
}

const root = new URL('../../../', import.meta.url);
writeFileSync(new URL('.env.example', root), printedEnvironmentExample());
writeFileSync(new URL('src/console/metadata-member.ts', root), printedConsoleMembers());
writeFileSync(new URL('docs/metadata.md', root), printedMetadata());
writeFileSync(new URL('docs/configuration.md', root), printedConfiguration());
writeFileSync(new URL('src/console/text/message.ts', root), printedMessages());
