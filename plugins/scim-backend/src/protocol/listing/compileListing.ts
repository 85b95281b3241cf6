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

import { Knex } from 'knex';
import type { Connection } from '../../connections';
import { ScimError } from '../errors';
import {
  CompileContext,
  compileFilter,
  compileSort,
  parseFilter,
  QueryStep,
} from '../filter';
import type { ResourceEndpoint } from '../resources/ResourceEndpoint';
import type { ListRequest } from './ListRequest';

/** For whom a listing is. */
export interface ListContext {
  /** Absolute address of the SCIM endpoint, without a slash at the end. */
  baseUrl: string;
  /** The identity provider; absent for an administrator. */
  connection?: Connection;
}

/** The part of a listing that shows one resource type. */
export interface ListingPart {
  endpoint: ResourceEndpoint<any>;
  where?: QueryStep;
  orderBy?: QueryStep;
}

/**
 * What to read for a listing of several types. A type may lack an attribute that
 * another has: it has no value there, and no order by it. If all of them lack
 * it, the client is wrong.
 *
 * @throws ScimError if filter or order cannot be evaluated
 */
export function compileListing(
  tx: Knex,
  endpoints: Array<ResourceEndpoint<any>>,
  wanted: ListRequest,
  { baseUrl, connection }: ListContext,
): ListingPart[] {
  const context: CompileContext = {
    knex: tx,
    baseUrl,
    viewerId: connection?.id,
    types: endpoints.map(({ type }) => type),
  };
  const filter =
    wanted.filter === undefined ? undefined : parseFilter(wanted.filter);
  const orders = compileOrders(endpoints, wanted, context);
  return endpoints.map(endpoint => ({
    endpoint,
    where: filter && compileFilter(filter, endpoint.type, context),
    orderBy: orders.get(endpoint),
  }));
}

function compileOrders(
  endpoints: Array<ResourceEndpoint<any>>,
  { sortBy, descending }: ListRequest,
  context: CompileContext,
): Map<ResourceEndpoint<any>, QueryStep> {
  const compiled = new Map<ResourceEndpoint<any>, QueryStep>();
  if (sortBy === undefined) {
    return compiled;
  }
  let refusal: unknown;
  for (const endpoint of endpoints) {
    try {
      compiled.set(
        endpoint,
        compileSort(sortBy, descending, endpoint.type, context),
      );
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
