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

export const groups = {
  'groups.title': 'Gruppen',
  'groups.description':
    'Zugriff kommt mit Gruppen. Synchronisierte füllt ein Identity Provider.',
  'groups.search': 'Gruppen suchen',
  'groups.pages': 'Seiten der Gruppen',
  'groups.state.synced': 'Synchronisiert',
  'groups.state.waiting': 'Wartet auf Verknüpfung',
  'groups.state.local': 'Lokales Team',
  'groups.filter.state': 'Art der Gruppe',
  'groups.filter.anyState': 'Alle Gruppen',
  'groups.column.group': 'Gruppe',
  'groups.column.state': 'Art',
  'groups.column.sync': 'Synchronisiert von',
  'groups.column.members': 'Mitglieder',
  'groups.column.bindings': 'Rollenbindungen',
  'groups.column.changed': 'Letzte Änderung',
  'groups.fact.entity': 'Im Katalog',
  'groups.fact.subgroups': 'Gruppen darin',
  'groups.empty.title': 'Noch keine Gruppen',
  'groups.empty.description':
    'Ordne Gruppen im Identity Provider diesem Portal zu, oder lege ein lokales Team an.',
  'groups.detail.title': 'Gruppe',
  'groups.waiting.title': 'Diese Gruppe gibt noch niemandem Zugriff',
  'groups.waiting.description':
    '{{name}} hat sie gesendet, und das Portal hat kein Team dafür. Lege ein Team dieses Namens an, oder verknüpfe sie mit einem vorhandenen.',
  'groups.add.action': 'Team anlegen',
  'groups.add.title': 'Ein lokales Team anlegen',
  'groups.add.name': 'Name',
  'groups.add.hint':
    'Das Portal sagt, wer darin ist. Ein Identity Provider kann es später verknüpfen.',
  'groups.add.confirm': 'Anlegen',
  'groups.createTeam.action': 'Team anlegen',
  'groups.createTeam.title': '{{name}} zu einem Team machen?',
  'groups.createTeam.description_one':
    'Eine Person ist darin. Es hat keine Rolle, bis du ihm eine gibst.',
  'groups.createTeam.description_other':
    '{{count}} Personen sind darin. Es hat keine Rolle, bis du ihm eine gibst.',
  'groups.link.action': 'Mit Team verknüpfen …',
  'groups.link.title': '{{name}} mit einem Team verknüpfen',
  'groups.link.description':
    'Das Team behält seine Rollenbindungen. Von da an sagt der Identity Provider, wer darin ist.',
  'groups.link.suggested': 'Es gibt ein Team dieses Namens: {{name}}.',
  'groups.link.kind': 'Womit wird sie verknüpft?',
  'groups.link.toTeam': 'Mit einem Team des Portals',
  'groups.link.toEntity': 'Mit einer Kataloggruppe eines anderen Anbieters',
  'groups.link.entityDescription':
    'Ihre Mitglieder erscheinen dann an jener Gruppe. Ihre Rollenbindungen sind die dieser Gruppe.',
  'groups.link.entity': 'Kataloggruppe',
  'groups.link.team': 'Team',
  'groups.link.confirm': 'Verknüpfen',
  'groups.unlink.action': 'Trennen',
  'groups.unlink.title': '{{name}} vom Identity Provider trennen?',
  'groups.unlink.description':
    'Ein lokales Team mit diesen Mitgliedern und Rollenbindungen bleibt. Die Gruppe von {{name}} wartet wieder auf Verknüpfung.',
  'groups.rename.action': 'Umbenennen',
  'groups.rename.title': '{{name}} umbenennen',
  'groups.delete.action': 'Team löschen',
  'groups.delete.title': '{{name}} löschen?',
  'groups.delete.description_one':
    'Seine Rollenbindung entfällt; seine Mitglieder bleiben im Verzeichnis.',
  'groups.delete.description_other':
    'Seine {{count}} Rollenbindungen entfallen; seine Mitglieder bleiben im Verzeichnis.',
} as const;
