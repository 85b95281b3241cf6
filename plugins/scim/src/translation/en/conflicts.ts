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

/** Texts about what stands between the directory and the catalog. */
export const conflicts = {
  title: 'In the catalog',
  description:
    'People and groups whose catalog entity is not simply theirs, because another provider has one.',
  none: 'Everybody and every group has a catalog entity of their own.',
  pages: 'Pages of conflicts',
  column: {
    entity: 'Entity',
    reason: 'What it is',
    other: 'The other entity',
    message: 'What it means',
  },
  reason: {
    linked: 'Linked',
    entityTaken: 'Name taken',
    emailShared: 'Email shared',
    nameNumbered: 'Numbered',
  },
  removals: {
    title_one:
      '1 of {{present}} entities would go from the catalog, and is held back',
    title_other:
      '{{count}} of {{present}} entities would go from the catalog, and are held back',
    description:
      'The directory looks as if it had been lost rather than emptied. Waiting since',
    action: 'Let them go',
    confirmTitle_one: 'Remove 1 entity from the catalog?',
    confirmTitle_other: 'Remove {{count}} entities from the catalog?',
    confirmDescription:
      'They go within a minute. Whoever the directory still knows comes back by themselves.',
    confirm: 'Remove from the catalog',
    more_one: 'and 1 more',
    more_other: 'and {{count}} more',
    approved_one: '1 removal was let through by {{by}} and goes shortly',
    approved_other:
      '{{count}} removals were let through by {{by}} and go shortly',
  },
} as const;
