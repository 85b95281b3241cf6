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
import type { ResourceType } from '../schema';
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
 * another has, and is left out if the filter names it; if all of them lack it,
 * the client is wrong.
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
  };
  const conditions = compileForEach(endpoints, wanted.filter, (text, type) =>
    compileFilter(parseFilter(text), type, context),
  );
  const orders = compileForEach(endpoints, wanted.sortBy, (text, type) =>
    compileSort(text, wanted.descending, type, context),
  );
  return endpoints
    .filter(each => wanted.filter === undefined || conditions.has(each))
    .map(endpoint => ({
      endpoint,
      where: conditions.get(endpoint),
      orderBy: orders.get(endpoint),
    }));
}

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
