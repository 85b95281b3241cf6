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

/** A person, as the identity provider knows them. */
export interface Person {
  /** Stable for life, whatever else changes: the SCIM `externalId`. */
  id: string;
  userName: string;
  email: string;
  name: string;
  givenName: string;
  familyName: string;
  title?: string;
  department?: string;
  /** `id` of the person they report to. */
  manager?: string;
  /** URL of a picture. */
  picture?: string;
  active: boolean;
  /** Whether they are assigned to the portal; those who are not are not pushed. */
  assigned: boolean;
}

/** A group of people and of other groups. */
export interface DirectoryGroup {
  /** Stable for life: the SCIM `externalId`. */
  id: string;
  displayName: string;
  /** `id`s of the people directly in it. */
  members: string[];
  /** `id`s of the groups directly in it. */
  groups: string[];
}

/** Everything one identity provider knows. */
export interface Directory {
  organization: string;
  /** Everybody after the person they report to. */
  people: Person[];
  /** Every group after the groups inside it. */
  groups: DirectoryGroup[];
  /** `id`s of people deleted for good, other than by leaving the file. */
  deleted?: string[];
}
