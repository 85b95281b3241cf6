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

import { AccessModel } from '@backstage-scim/plugin-scim-common';
import type {
  AccessSource,
  ApplyContext,
  BindingOutcome,
  BindingRef,
  SnapshotSink,
} from '@backstage-scim/plugin-scim-node';
import { Knex } from 'knex';
import { readLocalBindings } from './readLocalBindings';
import { readLocalResources } from './readLocalResources';

/** Id of the portal's own access store. */
export const LOCAL_SOURCE = 'local';

/**
 * The portal's own access store, as enforcement reads it: one state of it, in
 * the transaction it is given.
 */
export class LocalAccessSource implements AccessSource {
  readonly id = LOCAL_SOURCE;

  constructor(private readonly tx: Knex, readonly model: AccessModel) {}

  async snapshot(sink: SnapshotSink, signal: AbortSignal): Promise<void> {
    await readLocalResources(this.tx, sink, signal);
    await readLocalBindings(this.tx, sink, signal);
  }

  /** In the transaction it was given: nothing of it stays if that fails. */
  async removeBindings(
    bindings: BindingRef[],
    context: ApplyContext,
  ): Promise<BindingOutcome[]> {
    return this.#each(bindings, context, async (found, role) => {
      const removed = await this.tx('bindings')
        .where({ ...found, role })
        .delete();
      return removed > 0;
    });
  }

  async restoreBindings(
    bindings: BindingRef[],
    context: ApplyContext,
  ): Promise<BindingOutcome[]> {
    return this.#each(bindings, context, async (found, role) => {
      const added = await this.tx('bindings')
        .insert({ ...found, role, created_at: new Date().toISOString() })
        .onConflict(['user_id', 'resource_id', 'role'])
        .ignore()
        .returning('id');
      return added.length > 0;
    });
  }

  async #each(
    bindings: BindingRef[],
    { signal }: ApplyContext,
    change: (
      found: { user_id: number; resource_id: number },
      role: string,
    ) => Promise<boolean>,
  ): Promise<BindingOutcome[]> {
    const outcomes: BindingOutcome[] = [];
    for (const { resource, role, userId } of bindings) {
      signal.throwIfAborted();
      const user = await this.tx('users').where({ uuid: userId }).first('id');
      const held = await this.tx('resources')
        .where({ uuid: resource })
        .first('id');
      if (user && held) {
        const changed = await change(
          { user_id: user.id, resource_id: held.id },
          role,
        );
        outcomes.push({ status: changed ? 'done' : 'unchanged' });
      } else {
        outcomes.push({
          status: 'failed',
          message: `The ${user ? 'resource' : 'person'} is gone.`,
        });
      }
    }
    return outcomes;
  }
}
