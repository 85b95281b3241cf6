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

import { PushPlan, PushRequest } from './PushPlan';

/** What a push did. */
export interface PushSummary {
  users: {
    created: number;
    updated: number;
    reactivated: number;
    deactivated: number;
    deleted: number;
    unchanged: number;
  };
  groups: {
    created: number;
    updated: number;
    deleted: number;
    unchanged: number;
  };
  memberships: { added: number; removed: number };
}

/** Counts what the requests of a plan did. */
export function summarize(plan: PushPlan, done: PushRequest[]): PushSummary {
  const count = (effect: PushRequest['effect']) =>
    // A group too large for one request is still one group.
    new Set(
      done
        .filter(request => request.effect === effect)
        .map(request => request.creates ?? request.path),
    ).size;
  const created = new Set(done.flatMap(({ creates }) => creates ?? []));
  const patchedAfterCreation = new Set(
    done
      .filter(
        ({ effect, path }) =>
          effect === 'groupUpdated' &&
          path.startsWith('/Groups/bulkId:') &&
          created.has(path.slice('/Groups/bulkId:'.length)),
      )
      .map(({ path }) => path),
  ).size;
  return {
    users: {
      created: count('userCreated'),
      updated: count('userUpdated'),
      reactivated: count('userReactivated'),
      deactivated: count('userDeactivated'),
      deleted: count('userDeleted'),
      unchanged: plan.unchanged.users,
    },
    groups: {
      created: count('groupCreated'),
      updated: count('groupUpdated') - patchedAfterCreation,
      deleted: count('groupDeleted'),
      unchanged: plan.unchanged.groups,
    },
    memberships: {
      added: done.reduce((sum, { membersAdded }) => sum + membersAdded, 0),
      removed: done.reduce(
        (sum, { membersRemoved }) => sum + membersRemoved,
        0,
      ),
    },
  };
}

/** A summary in three lines. */
export function formatSummary(summary: PushSummary): string {
  const line = (title: string, counts: object) =>
    `${title.padEnd(12)} ${Object.entries(counts)
      .map(([what, number]) => `${what} ${number}`)
      .join(', ')}`;
  return [
    line('People:', summary.users),
    line('Groups:', summary.groups),
    line('Memberships:', summary.memberships),
  ].join('\n');
}
