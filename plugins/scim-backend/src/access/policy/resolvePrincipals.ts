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

import { AccessFileProblem } from '@backstage-scim/plugin-scim-common';
import { Knex } from 'knex';
import type { GroupRow } from '../../database';
import { quote } from '../file/YamlFile';
import { findGroups } from '../findGroups';
import { PolicyLine } from './parsePolicy';

/** A role that a policy gives to a user group. */
export interface GroupRole {
  role: string;
  group: Pick<GroupRow, 'id' | 'uuid' | 'display_name'>;
}

/** Finds the user groups that the lines of a policy name. */
export async function resolvePrincipals(
  tx: Knex,
  lines: PolicyLine[],
): Promise<{ roles: GroupRole[]; problems: AccessFileProblem[] }> {
  const roles: GroupRole[] = [];
  const problems: AccessFileProblem[] = [];
  const seen = new Map<string, number>();
  for (const { role, principal } of lines) {
    const { line, value } = principal;
    const [group, another] = await findGroups(tx, value);
    if (!group || another) {
      problems.push({ line, message: fault(value, Boolean(another)) });
      continue;
    }
    const key = JSON.stringify([role, group.id]);
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      problems.push({
        line,
        message: `${quote(value)} holds ${quote(
          role,
        )} already, by line ${earlier}.`,
      });
      continue;
    }
    seen.set(key, line);
    roles.push({ role, group });
  }
  return { roles, problems };
}

function fault(name: string, ambiguous: boolean): string {
  if (ambiguous) {
    return `Several user groups have ids that begin with ${quote(
      name,
    )}; give more of the id.`;
  }
  const hint = name.includes('@') ? '; a policy binds user groups only' : '';
  return `There is no user group ${quote(name)}${hint}.`;
}
