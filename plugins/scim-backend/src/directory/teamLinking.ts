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

import { NotAllowedError } from '@backstage/errors';
import { Knex } from 'knex';
import type { Connection } from '../connections';

/**
 * Whether a connection may take over a local team: an active one may, unless
 * the team holds role bindings and the connection is set to ask then. Whoever
 * the connection puts into such a team gets its access.
 */
export async function mayLinkTeam(
  tx: Knex,
  team: { id: number },
  connection: Connection,
): Promise<boolean> {
  if (connection.status === 'pending') {
    return false;
  }
  if (connection.linkWithAccess !== 'ask') {
    return true;
  }
  const binding = await tx('bindings').where({ group_id: team.id }).first('id');
  return binding === undefined;
}

/** @throws NotAllowedError if the connection has to ask for the team */
export async function requireMayLinkTeam(
  tx: Knex,
  team: { id: number; display_name: string },
  connection: Connection,
): Promise<void> {
  if (!(await mayLinkTeam(tx, team, connection))) {
    throw new NotAllowedError(
      `The team '${team.display_name}' belongs to the portal. Push a group of that name; an administrator of the portal links the two.`,
    );
  }
}

/** Which text {@link whereLinkable} adds: the same for the same variant. */
export function variantFor(viewer: Connection | undefined): string {
  if (!viewer) {
    return 'all teams';
  }
  return viewer.status === 'pending' ? 'pending' : viewer.linkWithAccess;
}

/** Leaves out the teams that a connection may not link. */
export function whereLinkable(
  query: Knex.QueryBuilder,
  viewer: Connection | undefined,
): void {
  if (viewer?.status === 'pending') {
    query.whereNotNull('groups.connection_id');
  } else if (viewer?.linkWithAccess === 'ask') {
    query.where(linkable =>
      linkable
        .whereNotNull('groups.connection_id')
        .orWhereNotExists(held =>
          held
            .from('bindings')
            .select('id')
            .whereRaw('?? = ??', ['bindings.group_id', 'groups.id']),
        ),
    );
  }
  if (viewer) {
    // It knows its own group of that name already.
    query.where(other =>
      other
        .whereNotNull('groups.connection_id')
        .orWhereNotIn('groups.display_name_key', own =>
          own
            .from('groups as waiting')
            .select('waiting.display_name_key')
            .where('waiting.connection_id', viewer.id)
            .where('waiting.linked', false),
        ),
    );
  }
}
