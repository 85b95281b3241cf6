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
import type { ReadBeside } from '../database';
import type { RunRow } from './apply/RunStore';
import { EnforcementSettings } from './EnforcementSettings';
import type { Report } from './Operations';
import { draftEnforcement, draftRollback, PlanDraft } from './plan';
import type { SnapshotOptions } from './snapshot';

/** What a plan is to be of. */
export interface DraftRequest {
  /** Absent for everything. */
  scope?: PlanScope;
  /** For a rollback: the run to undo. */
  undone?: RunRow;
  /** Reads by another connection what the transaction sees. */
  beside?: ReadBeside;
  /** Reads more of the same state, while the rest is read or computed. */
  meanwhile?: SnapshotOptions['meanwhile'];
  /** Gives the draft up. */
  signal?: AbortSignal;
  progress?(report: Report): void;
}

/** Computes plans, for those who make them and for those who apply them. */
export class PlanDrafting {
  constructor(
    private readonly options: {
      model: AccessModel;
      sources: readonly AccessSource[];
      settings: EnforcementSettings;
      /** Aborted when the back end stops. */
      signal: AbortSignal;
    },
  ) {}

  async draft(tx: Knex, request: DraftRequest): Promise<PlanDraft> {
    const { model, sources, settings, signal } = this.options;
    const options = {
      model,
      exemptUsers: settings.exemptUsers,
      scope: request.scope,
      sources,
      progress: request.progress,
      signal: request.signal
        ? AbortSignal.any([signal, request.signal])
        : signal,
      beside: request.beside,
      meanwhile: request.meanwhile,
    };
    const { undone } = request;
    return undone
      ? draftRollback(tx, { id: undone.id, uuid: undone.uuid }, options)
      : draftEnforcement(tx, options);
  }
}
