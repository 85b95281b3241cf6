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
import { LocalAccessSource } from '../../access/localSource';
import { slices } from '../../directory/slices';
import { eitherOf } from '../eitherOf';
import type { KernelBatch } from '../kernel';
import { together } from '../together';
import { HeldBatches } from './HeldBatches';
import { PrincipalLookup } from './PrincipalLookup';
import { Principals, readMemberships, readPrincipals } from './readDirectory';
import { ReadSource, readSource } from './readSource';
import type { ResourceCollection } from './ResourceCollection';
import type { SnapshotOptions } from './SnapshotOptions';

/** Names that are handed over before others have a turn. */
const NAMES_SLICE = 4000;

/** What goes on once reading has begun. */
export interface BegunReading {
  /** Settles once people, groups and memberships have been handed over. */
  directory: Promise<Principals>;
  /** Settles once everything has. */
  all: Promise<Principals & { sources: ReadSource[] }>;
  /** Aborted when any of it fails, or it is given up. */
  signal: AbortSignal;
  giveUp(error: unknown): void;
}

/**
 * Begins to read the directory in the transaction, the local access source
 * beside it (after it, without another connection), and others after both.
 *
 * @param resources - what roles are held on, which it fills
 * @param add - takes in everything else
 */
export function beginReading(
  tx: Knex,
  options: SnapshotOptions,
  resources: ResourceCollection,
  add: (batch: KernelBatch) => void,
): BegunReading {
  const { model, sources: others = [], progress = () => {} } = options;
  const { beside = run => run(tx) } = options;
  const failed = new AbortController();
  const signal = eitherOf(failed.signal, options.signal);
  let rows = 0;
  const read = (count: number) => {
    rows += count;
    progress({ phase: 'reading', done: rows });
  };
  // Bindings name people and groups, so they wait for them.
  const named = new HeldBatches(add);
  const intoSource = {
    resources,
    principals: new PrincipalLookup(tx),
    signal,
    add(batch: KernelBatch) {
      if (batch.type === 'bindings') {
        read(batch.resources.length);
        named.add(batch);
      } else {
        add(batch);
      }
    },
  };
  const directory = (async () => {
    const principals = await readPrincipals(
      tx,
      { add, signal },
      options.endedBy,
    );
    read(principals.users.length);
    named.release();
    await readMemberships(tx, { add, signal, read });
    return principals;
  })();
  const local = beside(async other => {
    // A connection is asked one thing at a time.
    await (other === tx && directory);
    return readSource(new LocalAccessSource(other, model), intoSource);
  });
  const all = (async () => {
    const [principals, first] = await together(directory, local);
    const sources = [first];
    for (const source of others) {
      sources.push(await readSource(source, intoSource));
    }
    await nameResources(resources, add);
    return { ...principals, sources };
  })();
  const giveUp = (error: unknown) => failed.abort(error);
  for (const part of [directory, local, all]) {
    part.catch(giveUp);
  }
  return { directory, all, signal, giveUp };
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
