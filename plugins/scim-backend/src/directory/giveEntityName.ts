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

import { directoryEntityRef } from '@backstage-scim/plugin-scim-common';
import type { OrganizationChange } from '../database';
import { freeEntityName } from './entityNames';

/**
 * Names the entity of somebody or something new. If the wanted name is taken,
 * it gets a number, and the conflict is noted for administrators.
 */
export async function giveEntityName(
  change: OrganizationChange,
  options: {
    kind: 'user' | 'group';
    uuid: string;
    wanted: string;
    namespace?: string;
    /** Folded user name or display name. */
    ownerKey: string;
    /** How to call them in the message. */
    label: string;
  },
): Promise<string> {
  const { kind, uuid, namespace = 'default', ownerKey, label } = options;
  const wanted =
    namespace === 'default' ? options.wanted : `${namespace}/${options.wanted}`;
  const given = await freeEntityName(change.tx, kind, wanted, ownerKey);
  if (given !== wanted) {
    const entityRef = directoryEntityRef(kind, given);
    const otherEntityRef = directoryEntityRef(kind, wanted);
    const message = `'${label}' is ${entityRef} in the catalog, because ${otherEntityRef} is or was another ${kind}.`;
    const now = new Date().toISOString();
    await change.tx('directory_conflicts').insert({
      kind,
      uuid,
      reason: 'nameNumbered',
      entity_ref: entityRef,
      other_entity_ref: otherEntityRef,
      message,
      found_at: now,
      reported_at: now,
    });
    change.notice(message);
  }
  return given;
}
