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

import { NewScimGroup, NewScimUser } from '../scimResources';

/** A request as one identity provider words it. */
export interface WordedRequest {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the SCIM base URL. */
  path: string;
  /**
   * What to send. `bulkId:<id>` in it stands for the SCIM `id` of what an
   * earlier request created, as in RFC 7644, section 3.7.2.
   */
  body?: unknown;
  /** What the provider reads before. */
  before?: string;
  /** Whether it sends back what it has read, with `body` laid over it. */
  echo?: boolean;
}

/** An attribute of a person that is to change. */
export interface UserDifference {
  attribute:
    | 'externalId'
    | 'userName'
    | 'displayName'
    | 'givenName'
    | 'familyName'
    | 'title'
    | 'active'
    | 'email'
    | 'picture'
    | 'department'
    | 'manager';
  /** Taken away if undefined. */
  value?: string | boolean;
}

/** What is to change about a group, in one request. */
export interface GroupDifference {
  displayName: string;
  isRenamed: boolean;
  /** Set if it is to change. */
  externalId?: string;
  /** SCIM `id`s. */
  added: string[];
  removed: string[];
}

/** How an identity provider speaks SCIM. What there is to say is the plan's. */
export interface ProviderStyle {
  /** As people call it. */
  readonly title: string;
  /** Memberships that travel in one request. */
  readonly membersPerRequest: number;
  /** Whether a group is created with its first members, or empty. */
  readonly createsGroupsWithMembers: boolean;
  /** Asked when an administrator tests the connection. */
  readonly connectionTest: string;

  createUser(user: NewScimUser): WordedRequest;
  /** @param user - what they shall be; undefined if they have left */
  updateUser(
    id: string,
    differences: UserDifference[],
    user?: NewScimUser,
  ): WordedRequest[];
  /** For people who are deleted for good. */
  deleteUser(id: string, isActive: boolean): WordedRequest[];
  createGroup(group: NewScimGroup): WordedRequest;
  updateGroup(id: string, difference: GroupDifference): WordedRequest;
  deleteGroup(id: string): WordedRequest;
}
