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

import { resolvePackagePath } from '@backstage/backend-plugin-api';
import Ajv2020 from 'ajv/dist/2020';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Specification {
  paths: Record<string, Record<string, { responses: Record<string, object> }>>;
  components: object;
}

const specification: Specification = parse(
  readFileSync(
    resolvePackagePath(
      '@backstage-scim/plugin-scim-backend',
      'src/api/openapi.yaml',
    ),
    'utf8',
  ),
);

/** Every operation that openapi.yaml declares, e.g. `GET /users`. */
export const declaredOperations = Object.entries(specification.paths).flatMap(
  ([path, methods]) =>
    Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`),
);

/** Declared properties are all there are, so that nothing is left undeclared. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) {
    return schema.map(closed);
  }
  if (typeof schema !== 'object' || schema === null) {
    return schema;
  }
  const copy = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, closed(value)]),
  );
  return copy.type === 'object' && 'properties' in copy
    ? { additionalProperties: false, ...copy }
    : copy;
}

const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(
  closed(specification) as object,
  'openapi',
);

/**
 * Checks that an answer is one that openapi.yaml declares.
 *
 * @throws Error that tells where they differ
 */
export function expectDeclared(answer: {
  method: string;
  /** Below the plugin's base, without the query. */
  path: string;
  status: number;
  body: unknown;
}): void {
  const { method, path, status, body } = answer;
  const template = Object.keys(specification.paths).find(one =>
    new RegExp(`^${one.replace(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );
  if (!template) {
    throw new Error(`openapi.yaml does not declare the path ${path}`);
  }
  const operation = specification.paths[template][method.toLowerCase()];
  if (!operation) {
    throw new Error(`openapi.yaml does not declare ${method} ${template}`);
  }
  const declared = operation.responses[status];
  if (!declared) {
    throw new Error(
      `openapi.yaml does not declare that ${method} ${template} may answer ${status}`,
    );
  }
  const pointer =
    '$ref' in declared
      ? String(declared.$ref)
      : `#/paths/${template.replaceAll(
          '/',
          '~1',
        )}/${method.toLowerCase()}/responses/${status}`;
  const validate = ajv.compile({
    $ref: `openapi${encodeURI(pointer)}/content/application~1json/schema`,
  });
  if (!validate(body)) {
    throw new Error(
      `The answer ${status} of ${method} ${template} is not as declared: ${ajv.errorsText(
        validate.errors,
      )}`,
    );
  }
}
