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

import { AccessModel } from '../access/AccessModel';
import { UserSummary } from '../access/types';
import { EnforcementPlan, PlanChange, PlanRemoval } from '../enforcement/types';
import { printable } from './printable';

const removalTitles: Record<EnforcementPlan['kind'], string> = {
  enforce: 'Users to be removed (not in any active user group)',
  rollback: 'Users to be restored',
};

/**
 * What a plan or a run changes, as text: one block for each person, then the
 * people whose membership ends, or, for a rollback, comes back.
 *
 * The order is that of the rows within a resource type; types come in the order
 * of the model. The text has no line break at its end.
 *
 * @public
 */
export function renderPermissionChanges(options: {
  changes: readonly PlanChange[];
  removals: readonly PlanRemoval[];
  model: AccessModel;
  /** What the plan does; `enforce` if absent. */
  kind?: EnforcementPlan['kind'];
}): string {
  const { changes, removals, model, kind = 'enforce' } = options;
  if (changes.length === 0 && removals.length === 0) {
    return 'No permission changes detected.';
  }

  const byUser = new Map<string, PlanChange[]>();
  for (const change of changes) {
    const rows = byUser.get(change.user.id);
    if (rows) {
      rows.push(change);
    } else {
      byUser.set(change.user.id, [change]);
    }
  }

  const blocks = Array.from(byUser.values(), rows =>
    renderUser(rows, model).join('\n'),
  );
  if (removals.length > 0) {
    blocks.push(
      [
        `--- ${removalTitles[kind]} ---`,
        ...removals.map(({ user }) => `  - ${nameOf(user)}`),
      ].join('\n'),
    );
  }
  return blocks.join('\n\n');
}

function renderUser(rows: PlanChange[], model: AccessModel): string[] {
  const lines = [`${nameOf(rows[0].user)}:`];
  for (const { type, label, singleton } of typesOf(rows, model)) {
    const ofType = rows.filter(({ resource }) => resource.type === type);
    if (ofType.length === 0) {
      continue;
    }
    if (singleton) {
      lines.push(...ofType.map(row => `  - ${label}: ${renderRoles(row)}`));
      continue;
    }
    lines.push(
      `  - ${label}:`,
      ...ofType.map(
        row => `      - ${printable(row.resource.label)}: ${renderRoles(row)}`,
      ),
    );
  }
  return lines;
}

/** The types of the model, then those that only the rows know. */
function typesOf(
  rows: PlanChange[],
  model: AccessModel,
): Array<{ type: string; label: string; singleton?: boolean }> {
  const known = new Set(model.types.map(({ type }) => type));
  const others = new Set(
    rows.map(({ resource }) => resource.type).filter(type => !known.has(type)),
  );
  return [
    ...model.types,
    ...Array.from(others, type => ({ type, label: printable(type) })),
  ];
}

function renderRoles({ oldRole, newRole }: PlanChange): string {
  return `${printable(oldRole ?? '(none)')} -> ${printable(
    newRole ?? '(removed)',
  )}`;
}

function nameOf(user: UserSummary): string {
  return printable(user.email || user.userName);
}
