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

import type { AuditLog } from '../audit';
import {
  ConnectionWriter,
  ManagedConnections,
  TokenRotation,
} from '../connections';
import type { OrganizationWriter } from '../database';
import { ConnectionRemoval } from './ConnectionRemoval';
import { ConnectionReviews } from './ConnectionReviews';
import { GroupStore } from './GroupStore';
import { ManagedGroups } from './ManagedGroups';
import { ManagedRoles } from './ManagedRoles';
import { ManagedUsers } from './ManagedUsers';
import { UserLinking } from './UserLinking';
import { UserRecord } from './UserRecord';
import { RoleStore } from './RoleStore';
import { roleSyncFollower } from './roleSyncFollower';
import type { UserStore } from './UserStore';

/** Everything by which administrators manage the directory. */
export function createManagedDirectory(options: {
  database: OrganizationWriter;
  audit: AuditLog;
  users: UserStore;
  /** Whether identity providers may push. */
  scimEnabled: boolean;
}) {
  const groups = new GroupStore();
  const writer = new ConnectionWriter(options);
  const record = new UserRecord(options);
  return {
    managedConnections: new ManagedConnections({
      ...options,
      writer,
      follower: roleSyncFollower,
    }),
    tokenRotation: new TokenRotation(writer),
    connectionReviews: new ConnectionReviews({ ...options, groups }),
    connectionRemoval: new ConnectionRemoval({ ...options, groups }),
    managedUsers: new ManagedUsers({ ...options, record }),
    userLinking: new UserLinking({ ...options, record }),
    managedGroups: new ManagedGroups({ ...options, groups }),
    managedRoles: new ManagedRoles({ ...options, roles: new RoleStore() }),
  };
}
