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

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const ENTERPRISE_SCHEMA =
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** A value of a multi-valued attribute (RFC 7643, section 2.4). */
export interface ScimValue {
  value?: string;
  type?: string;
  primary?: boolean;
}

/** What this client writes and compares of a User (RFC 7643, section 4.1). */
export interface ScimUser {
  id: string;
  externalId?: string;
  userName: string;
  displayName?: string;
  name?: { givenName?: string; familyName?: string };
  title?: string;
  active?: boolean;
  emails?: ScimValue[];
  photos?: ScimValue[];
  [ENTERPRISE_SCHEMA]?: {
    department?: string;
    manager?: { value?: string };
  };
}

/** What this client writes and compares of a Group (RFC 7643, section 4.2). */
export interface ScimGroup {
  id: string;
  externalId?: string;
  displayName: string;
  members?: ScimValue[];
}

/** A User to create, or to replace another with. */
export interface NewScimUser extends Omit<ScimUser, 'id'> {
  schemas: string[];
  displayName: string;
}

/** A Group to create. */
export interface NewScimGroup {
  schemas: string[];
  externalId: string;
  displayName: string;
  members: ScimValue[];
}

/**
 * One operation of a PATCH (RFC 7644, section 3.5.2); providers do not agree
 * on the case of `op`.
 */
export interface ScimPatchOperation {
  op: string;
  path?: string;
  value?: unknown;
}

/** The body of a PATCH. */
export function patchOf(operations: ScimPatchOperation[]) {
  return { schemas: [PATCH_SCHEMA], Operations: operations };
}

/** What a SCIM service holds. */
export interface ScimSnapshot {
  users: ScimUser[];
  groups: ScimGroup[];
}
