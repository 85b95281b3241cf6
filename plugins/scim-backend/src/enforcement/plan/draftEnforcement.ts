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

import { NotFoundError } from '@backstage/errors';
import { PlanScope, PlanSource } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { createHash } from 'node:crypto';
import { compareText } from '../../access/textOrder';
import { LOCAL_SOURCE } from '../../access/localSource';
import { findUser } from '../../access';
import { KernelTask } from '../kernel';
import {
  ReadOrganization,
  ReadSource,
  ReadSourceBinding,
  readSnapshot,
  SnapshotOptions,
} from '../snapshot';
import { PlanDraft } from './PlanDraft';

/** Computes what enforcing groups would change now. */
export async function draftEnforcement(
  tx: Knex,
  options: SnapshotOptions,
): Promise<PlanDraft> {
  let going: ReadSourceBinding[] = [];
  const scope = await toUserIds(tx, options.scope);
  const { snapshot, sources, result } = await readSnapshot(
    tx,
    options,
    async read => {
      const task = toTask(read, scope);
      going = goingBindings(read.sources, task);
      return {
        task,
        heading: JSON.stringify([
          'enforce',
          options.scope ?? { type: 'everything' },
          read.exempt.map(({ uuid }) => uuid).sort(compareText),
          digestOf(going),
        ]),
      };
    },
  );
  return PlanDraft.create(tx, {
    kind: 'enforce',
    scope: options.scope,
    snapshot,
    result,
    otherSources: toPlanSources(sources, going, options.scope),
    sourceBindings: going.map(
      ({ source, resource, role, userId, principal }) => ({
        source,
        resource,
        role,
        userId,
        principal,
      }),
    ),
  });
}

type Task = Extract<KernelTask, { kind: 'enforce' }>;

/** A scope whose people go by their row ids. */
type ReadScope = { scope?: PlanScope; users?: number[] };

async function toUserIds(tx: Knex, scope?: PlanScope): Promise<ReadScope> {
  if (scope?.type !== 'users') {
    return { scope };
  }
  const users: number[] = [];
  for (const reference of scope.users) {
    const user = await findUser(tx, reference);
    if (!user) {
      throw new NotFoundError(`The directory knows nobody by '${reference}'.`);
    }
    users.push(user.id);
  }
  return { scope, users };
}

function toTask(
  { exempt, resources }: ReadOrganization,
  { scope, users }: ReadScope,
): Task {
  const task: Task = {
    kind: 'enforce',
    exempt: exempt.map(({ id }) => id),
    endsMemberships: false,
  };
  switch (scope?.type) {
    case 'users':
      return { ...task, users, endsMemberships: true };
    case 'source': {
      const keys = resources.keysOf(scope.source);
      return { ...task, resources: keys.map(([id]) => id) };
    }
    case 'resource': {
      const inside = resources.inside(scope.resource);
      if (inside.length === 0) {
        throw new NotFoundError(
          `There is no resource '${scope.resource}'; give its reference, such as 'cloud/prod-cloud'.`,
        );
      }
      return { ...task, resources: inside };
    }
    default:
      return { ...task, endsMemberships: true };
  }
}

/** Direct role bindings of other sources that go. */
function goingBindings(sources: ReadSource[], task: Task): ReadSourceBinding[] {
  const exempt = new Set(task.exempt);
  const users = task.users && new Set(task.users);
  const resources = task.resources && new Set(task.resources);
  return sources.flatMap(({ directBindings }) =>
    directBindings.filter(
      ({ userRowId, resourceId }) =>
        !exempt.has(userRowId) &&
        (!users || users.has(userRowId)) &&
        (!resources || resources.has(resourceId)),
    ),
  );
}

function toPlanSources(
  sources: ReadSource[],
  going: ReadSourceBinding[],
  scope: PlanScope | undefined,
): PlanSource[] {
  return sources
    .filter(
      ({ id }) =>
        id !== LOCAL_SOURCE &&
        (scope?.type !== 'source' || scope.source === id),
    )
    .map(({ id, problems }) => ({
      id,
      guarantee: 'best-effort',
      bindings: going.filter(({ source }) => source === id).length,
      problems,
    }));
}

/** The same whatever order a source names its bindings in. */
function digestOf(bindings: ReadSourceBinding[]): string {
  const lines = bindings.map(({ source, resource, role, userId, principal }) =>
    JSON.stringify([source, resource, role, userId, principal]),
  );
  return createHash('sha256')
    .update(lines.sort(compareText).join('\n'))
    .digest('hex');
}
