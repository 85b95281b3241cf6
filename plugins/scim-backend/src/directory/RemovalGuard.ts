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
  BlockedCatalogRemovals,
  CatalogRemovals,
  CatalogRemovalsDecision,
} from '@backstage-scim/plugin-scim-common';
import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import type { OrganizationChange } from '../database';
import { slices } from './slices';

/** Entities shown of a removal that was not made. */
const SHOWN = 20;

interface BlockedRow {
  id: number;
  fingerprint: string;
  count: number;
  present: number;
  /** JSON */
  entity_refs: string;
  blocked_at: string;
  approved_by: string | null;
}

/**
 * Keeps a directory that was lost from emptying the catalog. People who leave
 * leave a trace in the change feed; people whom the database has never known
 * have not left.
 */
export class RemovalGuard {
  /** Decides, and notes what is not allowed for administrators to see. */
  async check(
    change: OrganizationChange,
    removals: CatalogRemovals,
  ): Promise<CatalogRemovalsDecision> {
    const { tx } = change;
    const { entityRefs, present, limits } = removals;
    const fingerprint = createHash('sha256')
      .update([...entityRefs].sort().join('\n'))
      .digest('hex')
      .slice(0, 16);
    const unaccounted = await countUnaccounted(tx, entityRefs);
    const tooMany =
      unaccounted > limits.entities &&
      unaccounted * 100 > limits.percentage * present;
    const lostEverybody = unaccounted > 0 && (await isEmpty(tx));
    const before = await this.blocked(tx);
    const isApproved =
      before?.fingerprint === fingerprint && before.approvedBy !== undefined;
    const allowed = isApproved || !(tooMany || lostEverybody);
    if (allowed) {
      await tx('blocked_removals').delete();
    } else if (before?.fingerprint !== fingerprint) {
      await tx('blocked_removals').delete();
      await tx<BlockedRow>('blocked_removals').insert({
        id: 1,
        fingerprint,
        count: entityRefs.length,
        present,
        entity_refs: JSON.stringify([...entityRefs].sort().slice(0, SHOWN)),
        blocked_at: new Date().toISOString(),
      });
    }
    return { allowed, unaccounted, fingerprint };
  }

  /** What was not removed, if anything. */
  async blocked(tx: Knex): Promise<BlockedCatalogRemovals | undefined> {
    const row = await tx<BlockedRow>('blocked_removals').first();
    return (
      row && {
        fingerprint: row.fingerprint,
        count: row.count,
        present: row.present,
        entityRefs: JSON.parse(row.entity_refs),
        blockedAt: row.blocked_at,
        approvedBy: row.approved_by ?? undefined,
      }
    );
  }

  /**
   * Lets through exactly this removal.
   *
   * @throws NotFoundError if it is not waiting, or not any more
   */
  async approve(
    change: OrganizationChange,
    fingerprint: string,
    actor: string,
  ): Promise<BlockedCatalogRemovals> {
    await change
      .tx<BlockedRow>('blocked_removals')
      .where({ fingerprint })
      .update({ approved_by: actor });
    const blocked = await this.blocked(change.tx);
    if (blocked?.fingerprint !== fingerprint) {
      throw new NotFoundError(
        `No removal '${fingerprint}' is waiting; look at those that are, they change with the directory.`,
      );
    }
    return blocked;
  }
}

async function countUnaccounted(
  tx: Knex,
  entityRefs: string[],
): Promise<number> {
  let accounted = 0;
  for (const slice of slices(entityRefs)) {
    const keys = new Set(slice);
    const rows: Array<{ kind: string; entity_name: string }> = await tx(
      'change_feed',
    )
      .whereIn('entity_name', slice.map(toEntityName))
      .distinct('kind', 'entity_name');
    accounted += rows.filter(({ kind, entity_name: name }) =>
      keys.has(`${kind}:${name.includes('/') ? name : `default/${name}`}`),
    ).length;
  }
  return entityRefs.length - accounted;
}

function toEntityName(entityRef: string): string {
  return entityRef.replace(/^[^:]*:/, '').replace(/^default\//, '');
}

async function isEmpty(tx: Knex): Promise<boolean> {
  const anybody =
    (await tx('users').first('id')) ?? (await tx('groups').first('id'));
  return anybody === undefined;
}
