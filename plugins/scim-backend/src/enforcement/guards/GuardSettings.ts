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

/** When guards refuse, from the server's configuration only. */
export interface GuardSettings {
  /** `minimum`: people who must hold the administrator role through groups. */
  ownersLeft: { minimum: number };
  /** More than both is too much. */
  effectiveLoss: { percentage: number; people: number };
  directoryHealth: {
    /** An active connection is expected to push that often. */
    pushExpectedWithinMs: number;
    /** How long ago the emptying of a group that grants access refuses. */
    emptiedWithinMs: number;
    /** More than both are many. */
    deactivatedPercentage: number;
    deactivatedPeople: number;
  };
  permissionFramework: { allowDisabled: boolean };
}

/** What holds unless the configuration says something else. */
export const defaultGuardSettings: GuardSettings = {
  ownersLeft: { minimum: 1 },
  effectiveLoss: { percentage: 25, people: 10 },
  directoryHealth: {
    pushExpectedWithinMs: 7 * 24 * 60 * 60 * 1000,
    emptiedWithinMs: 60 * 60 * 1000,
    deactivatedPercentage: 5,
    deactivatedPeople: 10,
  },
  permissionFramework: { allowDisabled: false },
};
