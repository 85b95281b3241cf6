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

import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  CatalogRemovals,
  CatalogRemovalsDecision,
  DirectoryChanges,
  DirectoryConflictReport,
  DirectoryPage,
  PrincipalStatus,
} from '@backstage-scim/plugin-scim-common';
import { ScimService } from './ScimService';

/** {@link ScimService} over HTTP, with the calling plugin's own credentials. */
export class HttpScimService implements ScimService {
  constructor(
    private readonly auth: AuthService,
    private readonly discovery: DiscoveryService,
  ) {}

  getPrincipalStatus(userEntityRef: string): Promise<PrincipalStatus> {
    return this.#get('/directory/principal', { entityRef: userEntityRef });
  }

  async getOwnershipEntityRefs(userEntityRef: string): Promise<string[]> {
    const { entityRefs } = await this.#get<{ entityRefs: string[] }>(
      '/directory/ownership',
      { entityRef: userEntityRef },
    );
    return entityRefs;
  }

  listDirectoryChanges(options: {
    since: number;
    limit?: number;
  }): Promise<DirectoryChanges> {
    return this.#get('/directory/changes', options);
  }

  listDirectory(options: { cursor?: string } = {}): Promise<DirectoryPage> {
    return this.#get('/directory', options);
  }

  reportConflicts(
    report: DirectoryConflictReport,
  ): Promise<{ reportedAt: string }> {
    return this.#post('/directory/conflicts', report);
  }

  checkRemovals(removals: CatalogRemovals): Promise<CatalogRemovalsDecision> {
    return this.#post('/directory/removals', removals);
  }

  async #get<T>(
    path: string,
    query: Record<string, string | number | undefined>,
  ): Promise<T> {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) {
        search.set(name, String(value));
      }
    }
    return this.#send(search.size > 0 ? `${path}?${search}` : path);
  }

  async #post<T>(path: string, body: object): Promise<T> {
    return this.#send(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  async #send<T>(path: string, init?: RequestInit): Promise<T> {
    const { token } = await this.auth.getPluginRequestToken({
      onBehalfOf: await this.auth.getOwnServiceCredentials(),
      targetPluginId: 'scim',
    });
    const response = await fetch(
      `${await this.discovery.getBaseUrl('scim')}${path}`,
      {
        ...init,
        headers: { ...init?.headers, Authorization: `Bearer ${token}` },
      },
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}
