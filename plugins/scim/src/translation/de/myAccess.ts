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

export const myAccess = {
  'myAccess.onlyInside': 'Keine Rolle auf dem Ganzen',
  'myAccess.inside': '{{types}} in {{name}}',
  'myAccess.search': 'Ressourcen suchen',
  'myAccess.pages': 'Seiten von {{types}}',
  'myAccess.sources': 'Woher die Rolle auf {{name}} kommt',
  'myAccess.unknown.title': 'Das Verzeichnis kennt dich noch nicht',
  'myAccess.unknown.description':
    'Du bist angemeldet, aber kein Identity Provider hat dein Konto hierher gesendet. Bitte einen Administrator, dich dort diesem Portal zuzuordnen; dein Zugriff erscheint dann in Sekunden.',
  'myAccess.empty.own.title': 'Du hast noch keinen Zugriff',
  'myAccess.empty.own.description':
    'Zugriff kommt mit den Gruppen, in denen du bist. Bitte den Verantwortlichen einer Gruppe, dich aufzunehmen.',
  'myAccess.implied.title': 'Rechte, die daraus folgen',
  'myAccess.implied.description':
    'Nicht einzeln vergeben, sondern Teil einer Rolle.',
  'myAccess.implied.row': 'Als {{role}} von {{name}}: {{types}} darin.',
  'myAccess.outlook.title': 'Wenn Gruppen durchgesetzt würden',
  'myAccess.outlook.description':
    'Dann entfallen direkte Rechte, und nur Zugriff über Gruppen bleibt.',
  'myAccess.outlook.all': 'Alle {{total}} zeigen',
  'myAccess.outlook.own.nothing': 'Für dich würde sich nichts ändern.',
  'myAccess.outlook.own.changes_one': 'Eine deiner Rollen würde sich ändern.',
  'myAccess.outlook.own.changes_other':
    '{{count}} deiner Rollen würden sich ändern.',
  'myAccess.outlook.own.removed':
    'Du wärst kein Mitglied mehr: du bist in keiner aktiven Gruppe.',
  'myAccess.outlook.own.removedHint':
    'Bitte den Verantwortlichen einer Gruppe, dich im Identity Provider aufzunehmen.',
  'myAccess.groups.own.title': 'Meine Gruppen',
  'myAccess.groups.own.empty': 'Du bist in keiner Gruppe.',
  'myAccess.owned.title': 'Was meine Gruppen und ich verantworten',
  'myAccess.owned.empty': 'Nichts im Katalog.',
  'myAccess.owned.more_one': 'und 1 weiteres',
  'myAccess.owned.more_other': 'und {{count}} weitere',
  'myAccess.groups.through': 'über {{path}}',
  'myAccess.groups.synced': 'Synchronisiert von {{name}}',
  'myAccess.groups.local': 'Lokales Team',
  'myAccess.empty.other.title': 'Noch kein Zugriff',
  'myAccess.empty.other.description':
    'Zugriff kommt mit Gruppen, die Rollen haben.',
  'myAccess.outlook.other.nothing': 'Es würde sich nichts ändern.',
  'myAccess.outlook.other.changes_one': 'Eine Rolle würde sich ändern.',
  'myAccess.outlook.other.changes_other':
    '{{count}} Rollen würden sich ändern.',
  'myAccess.outlook.other.removed':
    'Die Mitgliedschaft würde enden: in keiner aktiven Gruppe.',
  'myAccess.outlook.other.removedHint':
    'Damit das nicht geschieht, nimm die Person im Identity Provider in eine Gruppe auf.',
  'myAccess.groups.other.title': 'Gruppen',
  'myAccess.groups.other.empty': 'In keiner Gruppe.',
} as const;
