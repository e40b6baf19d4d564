// Writes the types of the server's doors from its OpenAPI document; with --check it only says whether they are fresh.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const source = new URL('../../tests/golden/openapi.json', import.meta.url);
const target = new URL('../src/ground/api/schema.d.ts', import.meta.url);

if (!existsSync(source)) {
  console.error('tests/golden/openapi.json is missing. The server writes it: see CONTRIBUTING.md.');
  process.exit(process.argv.includes('--check') ? 1 : 2);
}
const head = '// Made from tests/golden/openapi.json by `npm run types`. Do not edit.\n\n';
const types = head + astToString(await openapiTS(withoutNames(JSON.parse(readFileSync(source, 'utf8')))));
if (process.argv.includes('--check')) {
  const fresh = existsSync(target) && readFileSync(target, 'utf8') === types;
  if (!fresh) console.error('src/ground/api/schema.d.ts is not fresh. Run: npm run types');
  process.exit(fresh ? 0 : 1);
}
writeFileSync(target, types);

/** The document without names of operations: the phone asks for doors by their path. */
function withoutNames(document) {
  const doors = Object.values(document.paths).flatMap((path) => Object.values(path));
  for (const door of doors) if (door && typeof door === 'object') delete door.operationId;
  return document;
}
