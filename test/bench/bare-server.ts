import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import postgres from 'postgres';

/** The minimum of a registration, for comparison: reads JSON, runs one SQL statement and responds. */
const { DATABASE_URL: url = '', STATEMENT: statement = '' } = process.env;
const client = postgres(url, { max: 10, onnotice: () => {} });
const text = statement.replaceAll(':n', '$1');
let serial = 0;

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', async () => {
    const { variables } = JSON.parse(body);
    serial += 1;
    await client.unsafe(text, [`${serial}`], { prepare: true });
    const answer = JSON.stringify({ data: { stored: true, echo: variables, padding: 'x'.repeat(400) } });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
    response.end(answer);
  });
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`GraphQL http://127.0.0.1:${port}/graphql\n`);
});
process.once('SIGTERM', () => process.exit(0));
