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

import { AccessModel, PlanScope } from '@backstage-scim/plugin-scim-common';
import type { AccessSource } from '@backstage-scim/plugin-scim-node';
import { Knex } from 'knex';
import { setImmediate } from 'node:timers/promises';
import { LOCAL_SOURCE, LocalAccessSource } from '../../access/localSource';
import { foldCase } from '../../database';
import { MAX_GROUP_LEVELS } from '../../directory';
import { slices } from '../../directory/slices';
import {
  byTexts,
  KernelBatch,
  KernelRequest,
  KernelOutcome,
  KernelThread,
} from '../kernel';
import { eitherOf } from '../eitherOf';
import { together } from '../together';
import { HeldBatches } from './HeldBatches';
import { PlanProgress } from './PlanProgress';
import { PrincipalLookup } from './PrincipalLookup';
import { readMemberships, readPrincipals } from './readDirectory';
import { readExempt } from './readPeople';
import { ReadSource, readSource } from './readSource';
import { ResourceCollection } from './ResourceCollection';
import { Snapshot, SnapshotUser } from './Snapshot';

/** Names that are handed over before others have a turn. */
const NAMES_SLICE = 4000;

export type ReadBeside = <T>(run: (tx: Knex) => Promise<T>) => Promise<T>;

export interface SnapshotOptions {
  /** Of the local access source. */
  model: AccessModel;
  /** Other access sources, in the order in which plans list them. */
  sources?: readonly AccessSource[];
  /** User names or emails of people who keep their direct bindings. */
  exemptUsers: readonly string[];
  /** What the plan covers; everything if absent. */
  scope?: PlanScope;
  /** A run (by row id): those whose membership it ended are read as well. */
  endedBy?: number;
  /**
   * Reads by another connection what the transaction sees; absent if it has
   * changed what is read.
   */
  beside?: ReadBeside;
  /** Reads more of the same state, while the rest is read or computed. */
  meanwhile?(
    tx: Knex,
    exempt: SnapshotUser[],
    signal: AbortSignal,
  ): Promise<void>;
  /** Called now and then. */
  progress?(progress: PlanProgress): void;
  /** Ends the reading and computing. */
  signal?: AbortSignal;
}

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
  const { model, progress = () => {} } = options;
  const { beside = run => run(tx), sources: others = [] } = options;
  const resources = new ResourceCollection([
    { id: LOCAL_SOURCE, model },
    ...others,
  ]);
  const setup = { types: resources.types, groupLevels: MAX_GROUP_LEVELS };
  return KernelThread.with(setup, options.signal, async thread => {
    let rows = 0;
    const read = (count: number) => {
      rows += count;
      progress({ phase: 'reading', done: rows });
    };
    const failed = new AbortController();
    const sink = {
      signal: eitherOf(failed.signal, options.signal),
      add: thread.add.bind(thread),
      read,
    };
    const organization = await tx('organization').where({ id: 1 }).first();
    const exempt = await readExempt(tx, options.exemptUsers);
    // Bindings name people and groups, so they wait for them.
    const named = new HeldBatches(sink.add);
    const into = {
      ...sink,
      resources,
      principals: new PrincipalLookup(tx),
      add: (batch: KernelBatch) => {
        if (batch.type === 'bindings') {
          read(batch.resources.length);
          named.add(batch);
        } else {
          sink.add(batch);
        }
      },
    };
    const directory = (async () => {
      const principals = await readPrincipals(tx, sink, options.endedBy);
      read(principals.users.length);
      named.release();
      await readMemberships(tx, sink);
      return principals;
    })();
    const local = beside(other =>
      readSource(new LocalAccessSource(other, model), into),
    );
    const reading = (async () => {
      const [principals, first] = await together(directory, local);
      const sources = [first];
      for (const source of others) {
        sources.push(await readSource(source, into));
      }
      await nameResources(resources, sink.add);
      const request = await toRequest({ exempt, resources, sources, thread });
      return { ...principals, sources, request };
    })();
    const computing = (async () => {
      const { request } = await reading;
      progress({ phase: 'computing' });
      return thread.compute(request);
    })();
    for (const part of [directory, local, reading]) {
      part.catch(error => failed.abort(error));
    }
    const alongside = (async () => {
      await directory;
      sink.signal.throwIfAborted();
      await beside(async other => {
        // Without a connection to spare, what is waited for goes first.
        await (other === tx && reading);
        await options.meanwhile?.(other, exempt, sink.signal);
      });
    })();
    const [{ users, groups, portalRoles, sources }, result] = await together(
      reading,
      computing,
      alongside,
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

/** Hands over how resources are listed, which is known once all have come. */
async function nameResources(
  { all }: ResourceCollection,
  add: (batch: KernelBatch) => void,
): Promise<void> {
  for (const slice of slices(all, NAMES_SLICE)) {
    add({
      type: 'resourceNames',
      labels: slice.map(({ label }) => label),
      refs: slice.map(({ ref }) => ref),
    });
    await setImmediate();
  }
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
