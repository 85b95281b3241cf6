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

import {
  EnforcementPlan,
  GuardResult,
  OrphanedEntity,
} from '@backstage-scim/plugin-scim-common';
import { toUserSummary } from '../directory';
import { eitherOf } from './eitherOf';
import type { PlanDraft } from './plan';
import { unlessAborted } from './unlessAborted';

/** Finds catalog entities that would lose their last active owner. */
export type OrphanLookup = (
  /** Catalog references of the people whose membership ends. */
  leaving: string[],
  /** Aborted once nobody waits for the answer. */
  signal: AbortSignal,
) => Promise<OrphanedEntity[]>;

/**
 * Catalog entities that a plan would leave without an active owner. A catalog
 * that cannot be asked is worth a warning, not a failure.
 *
 * @param patienceMs - how long the catalog may take, since other plans wait
 * @param signal - gives it up, with an error
 */
export async function findOrphanedEntities(
  draft: Pick<PlanDraft, 'kind' | 'removals'>,
  {
    findOrphans,
    patienceMs,
    signal,
  }: { findOrphans?: OrphanLookup; patienceMs: number; signal: AbortSignal },
): Promise<{
  found?: EnforcementPlan['orphanedEntities'];
  guards: GuardResult[];
}> {
  if (!findOrphans) {
    return { guards: [] };
  }
  const leaving =
    draft.kind === 'enforce'
      ? draft.removals.map(
          ({ user }) => toUserSummary(user, user.connection).entityRef,
        )
      : [];
  signal.throwIfAborted();
  const patience = AbortSignal.timeout(patienceMs);
  const limit = eitherOf(patience, signal);
  try {
    const items =
      leaving.length === 0
        ? []
        : await unlessAborted(findOrphans(leaving, limit), limit);
    return { found: { total: items.length, items }, guards: [] };
  } catch (error) {
    signal.throwIfAborted();
    const why = patience.aborted
      ? `it had not answered everything within ${patienceMs / 1000} seconds`
      : `${error instanceof Error ? error.message : error}`;
    return {
      guards: [
        {
          guard: 'ownership',
          outcome: 'warn',
          message: `The catalog could not be asked which entities would be left without an active owner: ${why}`,
          numbers: { leaving: leaving.length },
          overridable: false,
        },
      ],
    };
  }
}
