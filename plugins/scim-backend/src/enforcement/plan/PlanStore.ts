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
import {
  ENFORCEMENT_FORMAT_VERSION,
  EnforcementPlan,
  GuardResult,
  PlanChange,
  PlanRemoval,
  PlanStatus,
} from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import type { Slice, Sliced } from '../../access';
import { isResourceId, toUserSummary } from '../../directory';
import { foldCase, type OrganizationChange } from '../../database';
import { insertRows } from './insertRows';
import { listRows } from './listRows';
import { PlanDraft } from './PlanDraft';
import {
  PlanChangeRow,
  PlanRemovalRow,
  PlanRow,
  PlanSummary,
} from './planRows';

/** How long a plan that can no longer be applied is kept for reading. */
const KEEP_EXPIRED_MS = 24 * 60 * 60 * 1000;

/** Stored plans and their rows. */
export class PlanStore {
  /** Stores a draft. Leaves the organization's revision as it is. */
  async add(
    change: OrganizationChange,
    draft: PlanDraft,
    details: {
      guards: GuardResult[];
      createdBy: string;
      lifetimeMs: number;
    },
  ): Promise<PlanRow> {
    const { tx } = change;
    const now = Date.now();
    await this.#dropExpired(tx, now);
    const summary: PlanSummary = {
      counts: draft.counts,
      guards: details.guards,
      exempt: draft.snapshot.exempt.map(user =>
        toUserSummary(user, user.connection),
      ),
      impact: draft.impact,
      skipped: draft.skipped,
    };
    const [{ id }] = await tx('enforcement_plans')
      .insert({
        uuid: randomUUID(),
        kind: draft.kind,
        rollback_of: draft.rollbackOf?.id ?? null,
        revision: draft.snapshot.revision,
        fingerprint: draft.fingerprint,
        created_at: new Date(now).toISOString(),
        expires_at: new Date(now + details.lifetimeMs).toISOString(),
        created_by: details.createdBy,
        applied_at: null,
        summary: JSON.stringify(summary),
      })
      .returning('id');
    await insertRows(
      tx,
      'enforcement_changes',
      [
        'plan_id',
        'position',
        'user_id',
        'email',
        'resource_id',
        'old_role',
        'new_role',
        'search_key',
        'detail',
      ],
      changeRows(id, draft),
    );
    await insertRows(
      tx,
      'enforcement_removals',
      ['plan_id', 'position', 'user_id', 'email', 'search_key', 'detail'],
      removalRows(id, draft),
    );
    return tx('enforcement_plans').where({ id }).first();
  }

  /** @throws NotFoundError */
  async get(tx: Knex, uuid: string): Promise<PlanRow> {
    const row = isResourceId(uuid)
      ? await tx('enforcement_plans').where({ uuid }).first()
      : undefined;
    if (!row) {
      throw new NotFoundError(
        `There is no plan '${uuid}'. Plans that were not applied are deleted a day after they expire; make a new one.`,
      );
    }
    return row;
  }

  /** A plan as answers show it. */
  async toPlan(tx: Knex, row: PlanRow): Promise<EnforcementPlan> {
    const { name, revision } = await tx('organization')
      .where({ id: 1 })
      .first('name', 'revision');
    const undone =
      row.rollback_of === null
        ? undefined
        : await tx('enforcement_runs')
            .where({ id: row.rollback_of })
            .first('uuid');
    const summary: PlanSummary = JSON.parse(row.summary);
    return {
      formatVersion: ENFORCEMENT_FORMAT_VERSION,
      id: row.uuid,
      kind: row.kind,
      rollbackOf: undone?.uuid,
      status: statusOf(row, revision),
      organization: name,
      revision: row.revision,
      fingerprint: row.fingerprint,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      createdBy: row.created_by,
      ...summary,
    };
  }

  /** Change rows, in the plan's order. */
  listChanges(
    tx: Knex,
    plan: PlanRow,
    slice: Slice,
  ): Promise<Sliced<PlanChange>> {
    return listRows(
      () => tx('enforcement_changes').where({ plan_id: plan.id }),
      slice,
    );
  }

  /** Removals, by email. */
  listRemovals(
    tx: Knex,
    plan: PlanRow,
    slice: Slice,
  ): Promise<Sliced<PlanRemoval>> {
    return listRows(
      () => tx('enforcement_removals').where({ plan_id: plan.id }),
      slice,
    );
  }

  async #dropExpired(tx: Knex, now: number): Promise<void> {
    await tx('enforcement_plans')
      .whereNull('applied_at')
      .where('expires_at', '<', new Date(now - KEEP_EXPIRED_MS).toISOString())
      .delete();
  }
}

/** What can be done with a plan at a revision of the organization. */
export function statusOf(row: PlanRow, revision: number): PlanStatus {
  if (row.applied_at !== null) {
    return 'applied';
  }
  if (Date.now() >= Date.parse(row.expires_at)) {
    return 'expired';
  }
  return row.revision === revision ? 'ready' : 'stale';
}

function* changeRows(plan: number, draft: PlanDraft): Generator<PlanChangeRow> {
  let position = 0;
  for (const { row, change } of draft.changes()) {
    const { user, resource } = change;
    yield {
      plan_id: plan,
      position: position++,
      user_id: row.user.id,
      email: user.email,
      resource_id: row.resourceId,
      old_role: row.oldRole ?? null,
      new_role: row.newRole ?? null,
      search_key: searchKey(
        user.email,
        user.userName,
        user.displayName,
        resource.ref,
      ),
      detail: JSON.stringify(change),
    };
  }
}

function* removalRows(
  plan: number,
  draft: PlanDraft,
): Generator<PlanRemovalRow> {
  let position = 0;
  for (const { user, removal } of draft.removals()) {
    const { email, userName, displayName } = removal.user;
    yield {
      plan_id: plan,
      position: position++,
      user_id: user.id,
      email,
      search_key: searchKey(email, userName, displayName),
      detail: JSON.stringify(removal),
    };
  }
}

function searchKey(...names: Array<string | undefined>): string {
  return foldCase(names.filter(name => name !== undefined).join('\n'));
}
