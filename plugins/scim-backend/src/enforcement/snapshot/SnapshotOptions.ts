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
import type { ReadBeside } from '../../database';
import type { PlanProgress } from './PlanProgress';
import type { SnapshotUser } from './Snapshot';

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
