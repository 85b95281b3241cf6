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

import { InputError, NotFoundError } from '@backstage/errors';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ACCESS_RESOURCE_ANNOTATION,
  ResourceAccess,
  scimDirectoryReadPermission,
} from '@backstage-scim/plugin-scim-common';
import { Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import { AccessHolders, EntityOwners, findResource, findUser } from '../access';
import type { ScimDatabase } from '../database';
import { toUserSummary } from '../directory';
import { OwnershipLookup } from '../ownership';
import { Authorizer } from './Authorizer';
import { toPage, toSlice } from './cursor';

/** A reference to a catalog entity; those of resources have no such colon. */
const ENTITY_REF = /^[a-z]+:[^/:]+(\/[^/:]+)?$/i;

/** Who has access to a resource, or to what a catalog entity stands for. */
export function createResourceAccessRoutes(options: {
  authorizer: Authorizer;
  database: ScimDatabase;
  catalog: CatalogService;
  holders: AccessHolders;
  ownership: OwnershipLookup;
}): ExpressRouter {
  const { authorizer, database, catalog, holders, ownership } = options;
  const router = Router();

  /** What is asked about: a resource, or an entity and what it is tied to. */
  async function subject(
    reference: string,
    credentials: BackstageCredentials,
  ): Promise<{ resource: string; entity?: Entity; owners?: EntityOwners }> {
    if (!ENTITY_REF.test(reference)) {
      return { resource: reference };
    }
    const entity = await catalog.getEntityByRef(reference, { credentials });
    if (!entity) {
      throw new NotFoundError(`The catalog has no entity '${reference}'.`);
    }
    const resource = entity.metadata.annotations?.[ACCESS_RESOURCE_ANNOTATION];
    if (!resource) {
      throw new NotFoundError(
        `'${reference}' is tied to no access resource; name one in its annotation '${ACCESS_RESOURCE_ANNOTATION}', such as project/prod-cloud/proj-1.`,
      );
    }
    const owners = await ownership.ownersOf(entity, credentials);
    return { resource, entity, owners };
  }

  router.get('/access/resources/:resource', async (request, response) => {
    const credentials = await authorizer.credentials(request);
    const seesAll = await authorizer.allows(
      credentials,
      scimDirectoryReadPermission,
    );
    const caller = authorizer.userEntityRef(credentials);
    const slice = toSlice(request.query, ['number', 'string', 'number']);
    const refuse = () => authorizer.refusal(scimDirectoryReadPermission);
    const asked = await subject(request.params.resource, credentials).catch(
      error => {
        // What there is, is nothing for those who may not see it.
        throw seesAll || error instanceof InputError ? error : refuse();
      },
    );
    const { entity, owners } = asked;
    const answer = await database.read<ResourceAccess>(async tx => {
      const resource = await findResource(tx, asked.resource).catch(error => {
        throw seesAll ? error : refuse();
      });
      if (!seesAll) {
        const user = caller && (await findUser(tx, caller));
        const { active, member } = user
          ? toUserSummary(user)
          : { active: false, member: false };
        const isTheirs =
          user && (await holders.concern(tx, resource, user, owners));
        if (!active || !member || !isTheirs) {
          throw refuse();
        }
      }
      const found = await holders.list(tx, resource, slice, owners);
      const { impliedBy, counts } = found;
      return {
        ...toPage(found),
        resource: found.resource,
        entity: entity && {
          entityRef: stringifyEntityRef(entity),
          title: entity.metadata.title,
          owners: (entity.relations ?? [])
            .filter(({ type }) => type === 'ownedBy')
            .map(({ targetRef }) => targetRef),
        },
        impliedBy,
        counts,
      };
    });
    response.json(answer);
  });

  return router;
}
