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
import type { ResourceEndpoint } from '../resources/ResourceEndpoint';
import { compileListing, ListContext, ListingPart } from './compileListing';
import { decodeCursor, encodeCursor } from './Cursor';
import type { ListRequest } from './ListRequest';
import { Projection } from './Projection';

/**
 * A listing of one resource type, or of several, one after the other, as the
 * message that answers it (RFC 7644 §3.4.2, RFC 9865).
 */
export async function listResources(
  tx: Knex,
  endpoints: Array<ResourceEndpoint<any>>,
  wanted: ListRequest,
  context: ListContext,
): Promise<JsonObject> {
  const parts = compileListing(tx, endpoints, wanted, context);
  const show = async ({ endpoint }: ListingPart, rows: unknown[]) => {
    if (rows.length === 0) {
      return [];
    }
    const projection = new Projection(endpoint.type, wanted);
    const resources = await endpoint.represent(
      tx,
      rows,
      projection,
      context.connection,
    );
    return resources.map(resource => projection.apply(resource));
  };
  return wanted.cursor === undefined
    ? listByIndex(tx, parts, wanted, show, context.connection)
    : listByCursor(tx, parts, wanted, show, context.connection);
}

/** The message that carries a page of resources. */
export function listResponse(options: {
  total: number;
  startIndex?: number;
  nextCursor?: string;
  page: JsonObject[];
}): JsonObject {
  const { total, startIndex, nextCursor, page } = options;
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: total,
    ...(startIndex !== undefined && { startIndex }),
    itemsPerPage: page.length,
    ...(nextCursor !== undefined && { nextCursor }),
    Resources: page,
  };
}

/** Shows rows of a part as resources. */
type Show = (part: ListingPart, rows: unknown[]) => Promise<JsonObject[]>;

async function listByIndex(
  tx: Knex,
  parts: ListingPart[],
  wanted: ListRequest,
  show: Show,
  viewer: Connection | undefined,
): Promise<JsonObject> {
  const page: JsonObject[] = [];
  let total = 0;
  for (const part of parts) {
    const found = await part.endpoint.list(
      tx,
      {
        ...part,
        offset: Math.max(0, wanted.startIndex - 1 - total),
        limit: wanted.count - page.length,
      },
      viewer,
    );
    total += found.total;
    page.push(...(await show(part, found.rows)));
  }
  return listResponse({ total, startIndex: wanted.startIndex, page });
}

/**
 * Without an order of the client's, a page begins after the last resource of
 * the one before, whatever was added or removed since. With one, it begins
 * after as many as were shown.
 */
async function listByCursor(
  tx: Knex,
  parts: ListingPart[],
  wanted: ListRequest,
  show: Show,
  viewer: Connection | undefined,
): Promise<JsonObject> {
  const position = decodeCursor(wanted);
  const page: JsonObject[] = [];
  let total = 0;
  let nextCursor: string | undefined;
  for (const [index, part] of parts.entries()) {
    const after = index === position.part ? position.after : 0;
    const room = index < position.part ? 0 : wanted.count - page.length;
    const found = await part.endpoint.list(
      tx,
      {
        ...part,
        ...(part.orderBy ? { offset: after } : { offset: 0, after }),
        // One more tells whether there is a next page.
        limit: room > 0 && nextCursor === undefined ? room + 1 : 0,
      },
      viewer,
    );
    total += found.total;
    const rows = found.rows.slice(0, room);
    page.push(...(await show(part, rows)));
    if (nextCursor !== undefined || index < position.part) {
      continue;
    }
    if (found.rows.length > room && room > 0) {
      nextCursor = encodeCursor(wanted, {
        part: index,
        after: part.orderBy ? after + rows.length : rows.at(-1)!.id,
      });
    } else if (room === 0 && wanted.count > 0 && found.total > 0) {
      nextCursor = encodeCursor(wanted, { part: index, after: 0 });
    }
  }
  return listResponse({ total, nextCursor, page });
}
