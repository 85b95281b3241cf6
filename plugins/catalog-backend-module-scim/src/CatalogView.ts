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

import { AuthService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { isOwnLocation } from './ownLocation';

/** A person or group in the catalog, whoever brought them there. */
export interface PresentEntity {
  entityRef: string;
  /** Where it comes from, e.g. `url:https://example.com/users.yaml`. */
  location?: string;
  /** Folded case; people only. */
  email?: string;
  /** Brought by this module. */
  isOurs: boolean;
}

/** What is in the catalog. */
export interface CatalogView {
  /** All people and groups, in pages. */
  list(): AsyncIterable<PresentEntity[]>;
  /** Those with one of these references, and people with one of these emails. */
  find(wanted: {
    entityRefs: string[];
    emails: string[];
  }): Promise<PresentEntity[]>;
}

/** Enough to tell who somebody is; profiles and relations can be large. */
const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'spec.profile.email',
];

const PAGE_SIZE = 500;

/** {@link CatalogView} over the catalog's own API. */
export class DefaultCatalogView implements CatalogView {
  constructor(
    private readonly catalog: CatalogService,
    private readonly auth: AuthService,
  ) {}

  async *list(): AsyncIterable<PresentEntity[]> {
    const credentials = await this.auth.getOwnServiceCredentials();
    const pages = this.catalog.streamEntities(
      {
        query: { kind: { $in: ['user', 'group'] } },
        fields: FIELDS,
        pageSize: PAGE_SIZE,
        totalItems: 'exclude',
      },
      { credentials },
    );
    for await (const page of pages) {
      yield page.map(toPresentEntity);
    }
  }

  async find(wanted: {
    entityRefs: string[];
    emails: string[];
  }): Promise<PresentEntity[]> {
    const { entityRefs, emails } = wanted;
    const credentials = await this.auth.getOwnServiceCredentials();
    const [named, mailed] = await Promise.all([
      entityRefs.length === 0
        ? []
        : this.catalog
            .getEntitiesByRefs({ entityRefs, fields: FIELDS }, { credentials })
            .then(({ items }) => items.filter(item => item !== undefined)),
      emails.length === 0
        ? []
        : this.catalog
            .queryEntities(
              {
                query: { kind: 'user', 'spec.profile.email': { $in: emails } },
                fields: FIELDS,
                limit: 2 * emails.length,
                totalItems: 'exclude',
              },
              { credentials },
            )
            .then(({ items }) => items),
    ]);
    return [...named, ...mailed].map(toPresentEntity);
  }
}

function toPresentEntity(entity: Entity): PresentEntity {
  const location = entity.metadata.annotations?.[ANNOTATION_LOCATION];
  const { email } = Object(entity.spec?.profile);
  return {
    entityRef: stringifyEntityRef(entity),
    location,
    email: typeof email === 'string' ? foldEmail(email) : undefined,
    isOurs: isOwnLocation(location),
  };
}

/** Emails compare without case, as the catalog compares them. */
export function foldEmail(email: string): string {
  return email.toLocaleLowerCase('en-US');
}
