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

/** Texte auf Seiten des Katalogs. */
export const entity = {
  'entity.sync.title': 'Verzeichnis',
  'entity.sync.from': 'Synchronisiert von',
  'entity.sync.at': 'Letzte Änderung',
  'entity.sync.jobTitle': 'Titel',
  'entity.sync.department': 'Abteilung',
  'entity.sync.manager': 'Vorgesetzt',
  'entity.group.grants': 'Was die Mitgliedschaft gewährt',
  'entity.group.grantsDescription':
    'Rollen, die diese Gruppe allen gibt, die in ihr sind.',
  'entity.group.through': 'Auch über {{group}}',
  'entity.group.throughDescription':
    'Diese Gruppe liegt in {{group}}; ihre Mitglieder haben deshalb auch diese Rollen.',
  'entity.group.pages': 'Seiten von: {{title}}',
  'entity.group.noGrants': 'Keine Rollen.',
  'entity.resource.loading': 'Wer Zugriff hat',
  'entity.resource.title': 'Wer Zugriff auf {{resource}} hat',
  'entity.resource.description':
    'Gruppen, Portalrollen und Dienstkonten mit einer Rolle, dann Personen mit allen Quellen der ihren.',
  'entity.resource.search': 'Personen und Gruppen suchen',
  'entity.resource.pages': 'Seiten der Zugriffe',
  'entity.resource.implied': 'Rechte folgen hier auch aus: {{roles}}.',
  'entity.resource.withAccess': 'Personen mit Zugriff',
  'entity.resource.notOwners': 'Davon nicht verantwortlich',
  'entity.resource.withoutAccess': 'Verantwortliche ohne Zugriff',
  'entity.resource.owner': 'Verantwortlich',
  'entity.resource.group_one': 'Gruppe mit 1 Person',
  'entity.resource.group_other': 'Gruppe mit {{count}} Personen',
  'entity.resource.portalRole_one': 'Portalrolle von 1 Person',
  'entity.resource.portalRole_other': 'Portalrolle von {{count}} Personen',
  'entity.resource.serviceAccount': 'Dienstkonto',
  'entity.resource.column.who': 'Wer',
  'entity.resource.column.role': 'Rolle',
  'entity.resource.column.sources': 'Woher sie kommt',
  'entity.resource.column.owner': 'Verantwortung',
  'entity.resource.empty.title': 'Niemand hat hier eine Rolle',
  'entity.resource.empty.description':
    'Gib einer Gruppe eine Rolle darauf, mit der Zugriffsdatei oder unter Gruppen.',
} as const;
