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

import { defaultAccessModel } from '@backstage-scim/plugin-scim-common';
import type {
  AccessSource,
  BindingOutcome,
  BindingRef,
  SnapshotSink,
} from '@backstage-scim/plugin-scim-node';

/** A second access source, kept in memory, that can be made to fail. */
export class MemorySource implements AccessSource {
  readonly id = 'memory';
  readonly model = defaultAccessModel;
  /** Who owns the one cloud that it has, by user name. */
  readonly owners: Set<string>;
  /** Those whose role binding cannot be changed now. */
  readonly stuck = new Set<string>();
  /** Called with each batch, before anything is done with it. */
  onBatch: (bindings: BindingRef[]) => void = () => {};
  problem?: string;

  constructor(owners: string[]) {
    this.owners = new Set(owners);
  }

  async snapshot(sink: SnapshotSink): Promise<void> {
    sink.addResources([{ key: 'lab', type: 'cloud', name: 'lab' }]);
    sink.addBindings([
      {
        resource: 'lab',
        role: 'owner',
        principalType: 'user',
        principals: [...this.owners],
      },
    ]);
    if (this.problem) {
      sink.addProblem({ resource: 'lab', message: this.problem });
    }
  }

  async removeBindings(bindings: BindingRef[]): Promise<BindingOutcome[]> {
    return this.#change(bindings, name => this.owners.delete(name));
  }

  async restoreBindings(bindings: BindingRef[]): Promise<BindingOutcome[]> {
    return this.#change(bindings, name => {
      const isNew = !this.owners.has(name);
      this.owners.add(name);
      return isNew;
    });
  }

  #change(
    bindings: BindingRef[],
    change: (principal: string) => boolean,
  ): BindingOutcome[] {
    this.onBatch(bindings);
    return bindings.map(({ principal }) => {
      if (this.stuck.has(principal)) {
        return { status: 'failed', message: `${principal} is stuck.` };
      }
      return { status: change(principal) ? 'done' : 'unchanged' };
    });
  }
}
