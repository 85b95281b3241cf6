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

export const members = {
  'members.title.group': 'Mitglieder',
  'members.title.role': 'Wer sie hat',
  'members.search': 'Mitglieder suchen',
  'members.pages': 'Seiten der Mitglieder',
  'members.empty': 'Noch niemand.',
  'members.column.user': 'Person',
  'members.column.status': 'Status',
  'members.status.active': 'Aktiv',
  'members.status.inactive': 'Deaktiviert',
  'members.status.ended': 'Mitgliedschaft beendet',
  'members.add.action': 'Mitglied hinzufügen',
  'members.add.title': 'Jemanden hinzufügen',
  'members.remove.action': 'Entfernen',
  'members.remove.label': '{{name}} entfernen',
  'members.remove.title': '{{name}} entfernen?',
  'members.remove.description':
    'Was sie darüber erreichen, erreichen sie dann nicht mehr.',
} as const;
