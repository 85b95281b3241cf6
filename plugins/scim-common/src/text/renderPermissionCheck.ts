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
import { PermissionCheckRow } from '../access/types';
import { printable } from './printable';
import { renderTable } from './renderTable';

/**
 * The permission check as text: a table of the people who are only half set
 * up, how many they are, and what to do about it.
 *
 * The text has no line break at its end.
 *
 * @public
 */
export function renderPermissionCheck(
  rows: readonly PermissionCheckRow[],
  options: { model: AccessModel; maxWidth?: number },
): string {
  const { completeness } = options.model;
  if (rows.length === 0 || !completeness) {
    return 'All SCIM users have complete permission setup.';
  }

  const table = renderTable(
    [
      { title: 'User Email', minWidth: 20 },
      { title: capitalize(completeness.type) },
      { title: 'Role' },
      { title: 'Issue', minWidth: 23 },
    ],
    rows.map(({ user, resource, role, issue }) =>
      [user.email || user.userName, resource.label, role, issue].map(printable),
    ),
    { maxWidth: options.maxWidth },
  );
  const users = new Set(rows.map(({ user }) => user.id)).size;

  return [
    'Users with incomplete SCIM permission setup:',
    table,
    '',
    users === 1
      ? '1 user has incomplete permission setup.'
      : `${users} users have incomplete permission setup.`,
    '',
    `Run 'backstage-cli scim policy set' to grant ${completeness.childType}-level permissions.`,
  ].join('\n');
}

function capitalize(word: string): string {
  return word.charAt(0).toLocaleUpperCase('en') + word.slice(1);
}
