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

import { Knex } from 'knex';
import { setImmediate } from 'node:timers/promises';
import { LOCAL_SOURCE } from '../../access/localSource';
import { foldCase } from '../../database';
import { MAX_GROUP_LEVELS } from '../../directory';
import { byTexts, KernelRequest, KernelOutcome, KernelThread } from '../kernel';
import { together } from '../together';
import { BegunReading, beginReading } from './beginReading';
import { readExempt } from './readPeople';
import type { ReadSource } from './readSource';
import { ResourceCollection } from './ResourceCollection';
import type { Snapshot, SnapshotUser } from './Snapshot';
import type { SnapshotOptions } from './SnapshotOptions';

/** What was read, before it is computed with. */
export interface ReadOrganization {
  exempt: SnapshotUser[];
  resources: ResourceCollection;
  sources: ReadSource[];
  thread: KernelThread;
}

/**
 * Reads what a plan needs to know and computes it in a thread of its own.
 *
 * @param tx - sees one state of the database for its whole length
 * @param toRequest - what to compute, once everything is read
 */
export async function readSnapshot(
  tx: Knex,
  options: SnapshotOptions,
  toRequest: (read: ReadOrganization) => Promise<KernelRequest>,
): Promise<{
  snapshot: Snapshot;
  sources: ReadSource[];
  result: KernelOutcome;
}> {
  const { model, sources: others = [], progress = () => {} } = options;
  const resources = new ResourceCollection([
    { id: LOCAL_SOURCE, model },
    ...others,
  ]);
  const setup = { types: resources.types, groupLevels: MAX_GROUP_LEVELS };
  return KernelThread.with(setup, options.signal, async thread => {
    const organization = await tx('organization').where({ id: 1 }).first();
    const exempt = await readExempt(tx, options.exemptUsers);
    const reading = beginReading(tx, options, resources, batch =>
      thread.add(batch),
    );
    const requesting = (async () => {
      const { sources } = await reading.all;
      return toRequest({ exempt, resources, sources, thread });
    })();
    const computing = (async () => {
      const request = await requesting;
      progress({ phase: 'computing' });
      return thread.compute(request);
    })();
    computing.catch(reading.giveUp);
    const [{ users, groups, portalRoles, sources }, result] = await together(
      reading.all,
      computing,
      readMore(tx, options, { ...reading, requesting, exempt }),
    );
    const { order } = result;
    return {
      snapshot: {
        organization: organization.name,
        revision: organization.revision,
        users: order.users.map(user => users[user]),
        exempt: inEmailOrder(exempt),
        groups: await inOrder(groups, order.groups),
        portalRoles,
        resources: await inOrder(resources.all, order.resources),
      },
      sources,
      result,
    };
  });
}

/** What is read of the same state once the directory has been. */
async function readMore(
  tx: Knex,
  { beside = run => run(tx), meanwhile }: SnapshotOptions,
  {
    directory,
    requesting,
    signal,
    exempt,
  }: Pick<BegunReading, 'directory' | 'signal'> & {
    /** Settles once nothing else is read. */
    requesting: Promise<unknown>;
    exempt: SnapshotUser[];
  },
): Promise<void> {
  await directory;
  signal.throwIfAborted();
  await beside(async other => {
    // Without a connection to spare, what is waited for goes first.
    await (other === tx && requesting);
    await meanwhile?.(other, exempt, signal);
  });
}

/** The list in an order; others have a turn afterwards. */
async function inOrder<T>(list: T[], order: Int32Array): Promise<T[]> {
  const ordered = new Array<T>(order.length);
  for (let place = 0; place < order.length; place++) {
    ordered[place] = list[order[place]];
  }
  await setImmediate();
  return ordered;
}

function inEmailOrder(users: SnapshotUser[]): SnapshotUser[] {
  const compare = byTexts(
    users.map(user => foldCase(user.email ?? user.user_name)),
    users.map(({ uuid }) => uuid),
  );
  return [...users.keys()].sort(compare).map(number => users[number]);
}
