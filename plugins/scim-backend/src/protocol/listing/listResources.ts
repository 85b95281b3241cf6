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
import { Knex } from 'knex';
import type { Connection } from '../../connections';
import type { RowPage } from '../../directory';
import { ScimError } from '../errors';
import {
  CompileContext,
  compileFilter,
  compileSort,
  parseFilter,
  QueryStep,
} from '../filter';
import type { ResourceEndpoint } from '../resources/ResourceEndpoint';
import type { ResourceType } from '../schema';
import type { ListRequest } from './ListRequest';
import { Projection } from './Projection';

/** For whom a listing is. */
export interface ListContext {
  /** Absolute address of the SCIM endpoint, without a slash at the end. */
  baseUrl: string;
  /** The identity provider; absent for an administrator. */
  connection?: Connection;
}

/**
 * A listing of one resource type, or of several, one after the other, as the
 * message that answers it (RFC 7644 §3.4.2).
 */
export async function listResources(
  tx: Knex,
  endpoints: Array<ResourceEndpoint<any>>,
  wanted: ListRequest,
  { baseUrl, connection }: ListContext,
): Promise<JsonObject> {
  const context: CompileContext = {
    knex: tx,
    baseUrl,
    viewerId: connection?.id,
  };
  const conditions = compileForEach(endpoints, wanted.filter, (text, type) =>
    compileFilter(parseFilter(text), type, context),
  );
  const orders = compileForEach(endpoints, wanted.sortBy, (text, type) =>
    compileSort(text, wanted.descending, type, context),
  );
  const page: JsonObject[] = [];
  let total = 0;
  for (const endpoint of endpoints) {
    if (wanted.filter !== undefined && !conditions.has(endpoint)) {
      continue;
    }
    const found: RowPage<any> = await endpoint.list(tx, {
      where: conditions.get(endpoint),
      orderBy: orders.get(endpoint),
      offset: Math.max(0, wanted.startIndex - 1 - total),
      limit: wanted.count - page.length,
    });
    total += found.total;
    if (found.rows.length > 0) {
      const projection = new Projection(endpoint.type, wanted);
      const resources = await endpoint.represent(
        tx,
        found.rows,
        projection,
        connection,
      );
      page.push(...resources.map(resource => projection.apply(resource)));
    }
  }
  return listResponse({ total, startIndex: wanted.startIndex, page });
}

/** The message that carries a page of resources. */
export function listResponse(options: {
  total: number;
  startIndex: number;
  page: JsonObject[];
}): JsonObject {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: options.total,
    startIndex: options.startIndex,
    itemsPerPage: options.page.length,
    Resources: options.page,
  };
}

/**
 * Compiles a filter or an order for each type. A type may lack an attribute
 * that another has; if all of them lack it, the client is wrong.
 */
function compileForEach(
  endpoints: Array<ResourceEndpoint<any>>,
  text: string | undefined,
  compile: (text: string, type: ResourceType) => QueryStep,
): Map<ResourceEndpoint<any>, QueryStep> {
  const compiled = new Map<ResourceEndpoint<any>, QueryStep>();
  if (text === undefined) {
    return compiled;
  }
  let refusal: unknown;
  for (const endpoint of endpoints) {
    try {
      compiled.set(endpoint, compile(text, endpoint.type));
    } catch (error) {
      if (!(error instanceof ScimError)) {
        throw error;
      }
      refusal = error;
    }
  }
  if (compiled.size === 0) {
    throw refusal;
  }
  return compiled;
}
