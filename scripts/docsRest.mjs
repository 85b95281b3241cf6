/*
 * Copyright 2026 The Backstage SCIM Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

// Writes docs/rest.md from openapi.yaml; with --check, only says whether it is
// current.

import { readFile, writeFile } from 'node:fs/promises';
import { format } from 'prettier';
import { parse } from 'yaml';

const SOURCE = new URL(
  '../plugins/scim-backend/src/api/openapi.yaml',
  import.meta.url,
);
const TARGET = new URL('../docs/rest.md', import.meta.url);

const specification = parse(await readFile(SOURCE, 'utf8'));
const { schemas } = specification.components;

function resolve(node) {
  if (!node?.$ref) {
    return node;
  }
  return node.$ref
    .slice(2)
    .split('/')
    .reduce((found, key) => found[key], specification);
}

const anchor = name => `#${name.toLowerCase()}`;

/** What a schema is, in a few words; named ones are links. */
function typeOf(schema) {
  if (!schema) {
    return '';
  }
  if (schema.$ref) {
    const name = schema.$ref.split('/').pop();
    return `[${name}](${anchor(name)})`;
  }
  if (schema.enum) {
    return schema.enum.map(value => `\`${value}\``).join(', ');
  }
  if (schema.const !== undefined) {
    return `\`${schema.const}\``;
  }
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives) {
    return alternatives.map(typeOf).join(' or ');
  }
  if (schema.type === 'array') {
    return `list of ${typeOf(schema.items)}`;
  }
  return schema.format ?? [schema.type].flat().join(' or ') ?? 'anything';
}

const cell = text =>
  String(text ?? '')
    .replace(/\s+/g, ' ')
    .replaceAll('|', '\\|')
    .trim();

function table(titles, rows) {
  return [titles, titles.map(() => '---'), ...rows]
    .map(row => `| ${row.map(cell).join(' | ')} |`)
    .join('\n');
}

/** The properties of an object, those of objects inside it too. */
function propertyRows(schema, prefix = '') {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const row = [
      `\`${prefix}${name}\``,
      property.type === 'object' && property.properties
        ? 'object'
        : typeOf(property),
      schema.required?.includes(name) ? 'yes' : '',
      property.description,
    ];
    const inner = property.type === 'array' ? property.items : property;
    const mark = property.type === 'array' ? '[].' : '.';
    return inner?.type === 'object' && inner.properties
      ? [row, ...propertyRows(inner, `${prefix}${name}${mark}`)]
      : [row];
  });
}

function schemaTable(schema) {
  const rows = propertyRows(schema);
  return rows.length > 0
    ? table(['property', 'type', 'required', 'meaning'], rows)
    : `${typeOf(schema)}.`;
}

function operation(method, path, details) {
  const parts = [
    `### \`${method.toUpperCase()} ${path}\``,
    `${details.summary}.`,
    details.description?.trim(),
  ];
  const parameters = (details.parameters ?? []).map(resolve);
  if (parameters.length > 0) {
    parts.push(
      table(
        ['parameter', 'in', 'type', 'required', 'meaning'],
        parameters.map(one => [
          `\`${one.name}\``,
          one.in,
          typeOf(one.schema),
          one.required ? 'yes' : '',
          one.description,
        ]),
      ),
    );
  }
  const body = details.requestBody?.content['application/json'].schema;
  if (body) {
    parts.push('Request body:', body.$ref ? typeOf(body) : schemaTable(body));
  }
  parts.push(
    table(
      ['answer', 'body', 'meaning'],
      Object.entries(details.responses)
        .filter(([status]) => status !== 'default')
        .map(([status, given]) => {
          const { content, description } = resolve(given);
          const schema = Object.values(content ?? {})[0]?.schema;
          return [status, typeOf(schema), description];
        }),
    ),
  );
  return parts.filter(Boolean).join('\n\n');
}

const areas = new Map();
for (const [path, methods] of Object.entries(specification.paths)) {
  const area = path.split('/')[1];
  const operations = Object.entries(methods).map(([method, details]) =>
    operation(method, path, details),
  );
  areas.set(area, [...(areas.get(area) ?? []), ...operations]);
}

const page = [
  '# REST reference',
  '<!-- Written by `yarn docs:rest` from plugins/scim-backend/src/api/openapi.yaml. -->',
  `The management API answers under \`/api/scim\`, beside SCIM itself, which answers under \`/api/scim/v2\` and is described in [scim.md](./scim.md). Callers send a Backstage token: \`Authorization: Bearer …\`. The portal serves this description as OpenAPI at \`/api/scim/openapi.json\` and checks requests against it; \`ScimClient\` of \`@backstage-scim/plugin-scim-common\` is a typed client.`,
  `Listings come in pages: pass \`nextCursor\` as \`cursor\` to get the next one. Refusals have the body [Error](${anchor(
    'Error',
  )}), with a message that says what to do.`,
  ...[...areas].map(
    ([area, operations]) => `## \`/${area}\`\n\n${operations.join('\n\n')}`,
  ),
  '## Bodies',
  ...Object.entries(schemas).map(([name, schema]) =>
    [`### ${name}`, schema.description?.trim(), schemaTable(schema)]
      .filter(Boolean)
      .join('\n\n'),
  ),
].join('\n\n');
const written = await format(page, { parser: 'markdown', singleQuote: true });

if (!process.argv.includes('--check')) {
  await writeFile(TARGET, written);
} else if ((await readFile(TARGET, 'utf8').catch(() => '')) !== written) {
  process.stderr.write('docs/rest.md is not current; run `yarn docs:rest`.\n');
  process.exitCode = 1;
}
