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

/** How much there is of everything. */
export interface WorldSize {
  users: number;
  groups: number;
  memberships: number;
  /** Members of the largest group. */
  largestGroup: number;
  clouds: number;
  projects: number;
  portalRoles: number;
  serviceAccounts: number;
  directBindings: number;
  groupBindings: number;
  serviceAccountBindings: number;
}

/** @param factor - 1 is the size that the documentation speaks of */
export function worldSize(factor: number = 1): WorldSize {
  const times = (count: number) => Math.max(1, Math.round(count * factor));
  return {
    users: times(100_000),
    groups: times(5_000),
    memberships: times(2_000_000),
    largestGroup: times(50_000),
    clouds: times(1_000),
    projects: times(48_999),
    portalRoles: 20,
    serviceAccounts: times(500),
    directBindings: times(850_000),
    groupBindings: times(100_000),
    serviceAccountBindings: times(50_000),
  };
}
