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

import { Directory } from '../directory';
import { planGroups } from './planGroups';
import { planUsers } from './planUsers';
import { PushPlan } from './PushPlan';
import { ScimSnapshot } from './scimResources';
import { ProviderStyle, providerStyles } from './styles';

/**
 * The requests that bring a SCIM service to the state of a directory.
 *
 * People and groups are the same if their `externalId` is, or else their name.
 * What the service holds without an `externalId` was not provisioned from
 * here, so nobody's absence from the directory touches it.
 *
 * @param directory - what should be
 * @param remote - what the service holds now
 * @param style - how the requests are worded
 */
export function planPush(
  directory: Directory,
  remote: ScimSnapshot,
  style: ProviderStyle = providerStyles.generic,
): PushPlan {
  const users = planUsers(directory, remote.users, style);
  const groups = planGroups(directory.groups, remote.groups, users.idOf, style);
  return {
    waves: [...users.waves, ...groups.waves].filter(wave => wave.length > 0),
    unchanged: { users: users.unchanged, groups: groups.unchanged },
  };
}
