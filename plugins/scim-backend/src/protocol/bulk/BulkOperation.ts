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

import { JsonObject } from '@backstage/types';
import { ScimError } from '../errors';
import { isObject } from '../schema/normalizeValue';
import { valueNamed } from '../schema/namedEntries';

const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** One operation of a bulk request. */
export interface BulkOperation {
  method: (typeof METHODS)[number];
  bulkId?: string;
  /** As in `/Users`. */
  collection: string;
  /** Of an existing resource; may be a `bulkId:…`. */
  id?: string;
  /** The version that the resource must have. */
  version?: string;
  data: JsonObject;
}

/**
 * Reads an operation.
 *
 * @throws ScimError if it is none
 */
export function parseBulkOperation(operation: JsonObject): BulkOperation {
  const written = text(operation, 'method')?.toUpperCase();
  const method = METHODS.find(known => known === written);
  if (!method) {
    throw ScimError.invalidValue(
      `'method' must be one of ${METHODS.join(', ')}.`,
    );
  }
  const path = text(operation, 'path') ?? '';
  const [, collection, id] = /^(\/?[^/?#]+)(?:\/([^/?#]+))?$/.exec(path) ?? [];
  if (!collection || (method === 'POST') !== (id === undefined)) {
    throw ScimError.invalidPath(
      "'path' must be as in '/Users' for POST, as in '/Users/{id}' for the others.",
    );
  }
  const bulkId = text(operation, 'bulkId');
  if (method === 'POST' && !bulkId) {
    throw ScimError.invalidSyntax("A POST needs a 'bulkId'.");
  }
  const data = valueNamed(operation, 'data') ?? undefined;
  if (method !== 'DELETE' && !isObject(data)) {
    throw ScimError.invalidSyntax(`A ${method} needs 'data', an object.`);
  }
  return {
    method,
    bulkId,
    collection: collection.startsWith('/') ? collection : `/${collection}`,
    id,
    version: text(operation, 'version'),
    data: isObject(data) ? data : {},
  };
}

function text(operation: JsonObject, name: string): string | undefined {
  const value = valueNamed(operation, name) ?? undefined;
  if (value !== undefined && typeof value !== 'string') {
    throw ScimError.invalidSyntax(`'${name}' must be text.`);
  }
  return value;
}
