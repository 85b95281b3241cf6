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
import { Request, Router } from 'express';
import { ScimError } from '../errors';
import { sendScim } from '../http/scimMessages';
import { listResponse } from '../listing/listResources';
import { refuseMethod } from '../resources/refuseMethod';
import { resourceTypes } from '../schema';
import { describeResourceType, describeSchema } from './describeSchemas';
import { discoverySchemas } from './discoverySchemas';
import { serviceProviderConfig } from './serviceProviderConfig';

/** What the server is and can do (RFC 7644 §4). Paging does not apply here. */
export function createDiscoveryRoutes(baseUrl: string): Router {
  const types = resourceTypes.map(type => describeResourceType(type, baseUrl));
  const used = resourceTypes.flatMap(({ schema, extensions }) => [
    schema,
    ...extensions,
  ]);
  const schemas = [...new Set([...used, ...discoverySchemas])].map(schema =>
    describeSchema(schema, baseUrl),
  );

  const router = Router();
  router.get('/ServiceProviderConfig', (request, response) => {
    refuseFilter(request);
    sendScim(response, 200, serviceProviderConfig(baseUrl));
  });
  for (const [path, entries] of [
    ['/ResourceTypes', types],
    ['/Schemas', schemas],
  ] as const) {
    router.get(path, (request, response) => {
      refuseFilter(request);
      sendScim(
        response,
        200,
        listResponse({ total: entries.length, startIndex: 1, page: entries }),
      );
    });
    router.get(`${path}/:id`, (request, response) => {
      refuseFilter(request);
      sendScim(response, 200, findById(entries, request.params.id));
    });
    router.all([path, `${path}/:id`], refuseMethod('GET'));
  }
  router.all('/ServiceProviderConfig', refuseMethod('GET'));
  return router;
}

/** RFC 7644 §4: what would look filtered and is not, is forbidden. */
function refuseFilter(request: Request) {
  if (request.query.filter !== undefined) {
    throw ScimError.forbidden('Discovery cannot be filtered; leave it out.');
  }
}

function findById(entries: JsonObject[], id: string): JsonObject {
  const wanted = id.toLowerCase();
  const found = entries.find(
    entry => String(entry.id).toLowerCase() === wanted,
  );
  if (!found) {
    throw ScimError.notFound(`There is nothing with the id '${id}' here.`);
  }
  return found;
}
