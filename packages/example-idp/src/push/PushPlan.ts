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

import { WordedRequest } from './styles';

/** What a request of a push does, as it is counted. */
export type PushEffect =
  | 'userCreated'
  | 'userUpdated'
  | 'userReactivated'
  | 'userDeactivated'
  | 'userDeleted'
  | 'groupCreated'
  | 'groupUpdated'
  | 'groupDeleted';

/** One request of a push, and those that must follow it. */
export interface PushRequest extends WordedRequest {
  effect: PushEffect;
  /** What it does, for people: `Create Mara Voss`. */
  title: string;
  /** Sent after it, one by one. */
  then?: WordedRequest[];
  /** The `externalId` of what it creates. */
  creates?: string;
  membersAdded: number;
  membersRemoved: number;
}

/** Requests that bring a SCIM service to the state of a directory. */
export interface PushPlan {
  /** Waves of requests; those of one wave do not depend on each other. */
  waves: PushRequest[][];
  /** People and groups that are as they should be. */
  unchanged: { users: number; groups: number };
}
