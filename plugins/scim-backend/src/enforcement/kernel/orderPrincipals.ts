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

import { byTexts, orderBy, placesOf } from './orderBy';
import type { OrganizationIntake } from './OrganizationIntake';
import type { Rows } from './World';

/** People and groups in the order of plans, and everybody's place in it. */
export interface OrderedPrincipals {
  order: Record<'users' | 'groups', Int32Array>;
  places: Record<'users' | 'groups' | 'portalRoles', Int32Array>;
}

/** Who is in what, by places. */
export type OrderedMemberships = Record<
  'memberships' | 'parents' | 'portalRoles',
  Rows
>;

/** Once all people, groups and portal roles were taken in. */
export function orderPrincipals(intake: OrganizationIntake): OrderedPrincipals {
  const { userNames, userUuids, groupNames, portalRoles } = intake;
  const order = {
    users: orderBy(userNames.length, byTexts(userNames, userUuids)),
    groups: orderBy(groupNames.length, byTexts(groupNames)),
  };
  return {
    order,
    places: {
      users: placesOf(order.users),
      groups: placesOf(order.groups),
      portalRoles: Int32Array.from(portalRoles.ids.keys()),
    },
  };
}

/** Once all who are in groups and portal roles were taken in, too. */
export function orderMemberships(
  intake: OrganizationIntake,
  { places: { users, groups, portalRoles } }: OrderedPrincipals,
): OrderedMemberships {
  return {
    memberships: intake.memberships.toRows(users, groups),
    parents: intake.subgroups.toRows(groups, groups),
    portalRoles: intake.heldPortalRoles.toRows(users, portalRoles),
  };
}
