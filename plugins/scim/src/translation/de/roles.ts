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

export const roles = {
  'roles.title': 'Portalrollen',
  'roles.description':
    'Eine Rolle namens scim:x bekommen alle, die beim Identity Provider die Rolle x haben.',
  'roles.search': 'Rollen suchen',
  'roles.pages': 'Seiten der Rollen',
  'roles.column.role': 'Rolle',
  'roles.column.filled': 'Gefüllt durch',
  'roles.column.members': 'Mitglieder',
  'roles.column.bindings': 'Rollenbindungen',
  'roles.column.changed': 'Letzte Änderung',
  'roles.filled.sync': 'Rollensynchronisation',
  'roles.filled.hand': 'Administratoren',
  'roles.empty.title': 'Noch keine Portalrollen',
  'roles.empty.description':
    'Lege scim:x für eine Rolle x deines Identity Providers an. Wer sie hat, ist sofort dabei.',
  'roles.add.action': 'Rolle anlegen',
  'roles.add.title': 'Eine Portalrolle anlegen',
  'roles.add.name': 'Name',
  'roles.add.hint':
    'Mit dem Präfix scim: füllt sie die Rollensynchronisation, sonst Administratoren.',
  'roles.add.confirm': 'Anlegen',
  'roles.detail.title': 'Rolle',
  'roles.detail.synced':
    'Die Rollensynchronisation füllt diese Rolle: der Identity Provider sagt, wer sie hat.',
  'roles.detail.hand':
    'Administratoren füllen diese Rolle. Die Rollensynchronisation fasst sie nie an.',
  'roles.delete.action': 'Rolle löschen',
  'roles.delete.title': '{{name}} löschen?',
  'roles.delete.description':
    '{{members}} Personen verlieren sie, und ihre {{bindings}} Rollenbindungen entfallen.',
} as const;
