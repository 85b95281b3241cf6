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

import { Page } from '../access/types';
import {
  ConnectionActivity,
  ConnectionError,
  ConnectionReview,
  ConnectionSummary,
  CreateConnectionRequest,
  DeletedConnection,
  IssuedToken,
  PauseConnectionOptions,
  PeopleOfDeletedConnection,
  ReviewItem,
  UpdateConnectionRequest,
} from '../connections/types';
import { ProviderProfile } from '../connections/ProviderProfile';
import { PageRequest } from './ScimApi';

/**
 * The part of the management API that is about connections. All of it needs
 * `scim.connection.manage`. What would leave nobody who administers the
 * organization is refused with 422 and changes nothing.
 *
 * @public
 */
export interface ConnectionsApi {
  /** By name. */
  listConnections(page?: PageRequest): Promise<Page<ConnectionSummary>>;
  /** How to connect each identity provider. */
  listProviders(): Promise<{ items: ProviderProfile[] }>;
  /** Makes a connection. Its token is shown this once. */
  createConnection(request: CreateConnectionRequest): Promise<IssuedToken>;
  getConnection(id: string): Promise<ConnectionSummary>;
  /** Refused for a declared connection: it is changed in app-config. */
  updateConnection(
    id: string,
    request: UpdateConnectionRequest,
  ): Promise<ConnectionSummary>;
  /** Its requests are refused, and its groups give no access, until resumed. */
  pauseConnection(
    id: string,
    options?: PauseConnectionOptions,
  ): Promise<ConnectionSummary>;
  resumeConnection(id: string): Promise<ConnectionSummary>;
  /** Looks at what activating a pending connection would do, and keeps it. */
  reviewConnection(id: string): Promise<ConnectionReview>;
  /** What a review found; people first, then groups, by name. */
  listReviewItems(
    id: string,
    fingerprint: string,
    page?: PageRequest,
  ): Promise<Page<ReviewItem>>;
  /**
   * Does what was reviewed. Throws {@link ReviewChangedError} if that is no
   * longer what would happen.
   */
  activateConnection(
    id: string,
    request: { fingerprint: string },
  ): Promise<ConnectionSummary>;
  /**
   * Deletes a connection. Refused without `people` while there are people: they
   * become unsynced, or are deactivated.
   */
  deleteConnection(
    id: string,
    options?: { people?: PeopleOfDeletedConnection },
  ): Promise<DeletedConnection>;
  /** Refused and failed requests, newest first; the last 100. */
  listConnectionErrors(
    id: string,
    page?: PageRequest,
  ): Promise<Page<ConnectionError>>;
  getConnectionActivity(id: string): Promise<ConnectionActivity>;
  /**
   * Issues a second token; both count until the rotation is completed or
   * cancelled. If there is no token, the new one is the connection's at once.
   */
  startRotation(
    id: string,
    options?: { tokenExpiresInDays?: number },
  ): Promise<IssuedToken>;
  /** From now on only the new token counts. */
  completeRotation(id: string): Promise<ConnectionSummary>;
  /** From now on only the old token counts. */
  cancelRotation(id: string): Promise<ConnectionSummary>;
  /** From now on no token of the connection counts. */
  revokeTokens(id: string): Promise<ConnectionSummary>;
}
