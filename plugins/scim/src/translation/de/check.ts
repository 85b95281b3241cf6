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

export const check = {
  'check.title': 'Halb eingerichtet',
  'check.description':
    'Personen, die eine Rolle auf einer Cloud haben, aber keine auf einem Projekt darin.',
  'check.search': 'Personen oder Clouds suchen',
  'check.pages': 'Seiten der Prüfung',
  'check.export': 'CSV exportieren',
  'check.exportFailed':
    'Der Export hat nicht geklappt. Versuche es noch einmal.',
  'check.footer_one': 'Eine Person ist unvollständig eingerichtet.',
  'check.footer_other': '{{count}} Personen sind unvollständig eingerichtet.',
  'check.column.user': 'Person',
  'check.column.resource': 'Cloud',
  'check.column.role': 'Rolle',
  'check.column.issue': 'Problem',
  'check.column.fix': 'Beheben',
  'check.grant.action': 'Rolle geben',
  'check.grant.title': '{{person}} auf {{resource}} einrichten',
  'check.grant.group': 'Gruppe',
  'check.grant.groupHint':
    'Eine der Gruppen dieser Person. Alle darin bekommen die Rolle.',
  'check.grant.noGroup':
    'Diese Person ist in keiner Gruppe. Nimm sie zuerst im Identity Provider in eine auf.',
  'check.grant.resource': 'Projekt von {{resource}}',
  'check.grant.confirm': 'Geben',
  'check.clean.title': 'Alle sind eingerichtet',
  'check.clean.description':
    'Alle synchronisierten Personen haben vollständige Rechte.',
  'check.fix.title': 'So behebst du vieles auf einmal',
  'check.fix.description':
    'Gib einer Gruppe, in der diese Personen sind, eine Rolle auf einem Projekt der Cloud. Schreibe dies in eine Datei access.yaml:',
  'check.fix.file': 'Zugriffsdatei',
  'check.fix.command': 'Befehl',
  'check.fix.import': 'Dann importiere sie:',
  'check.fix.child': 'PROJEKT',
  'check.fix.role': 'ROLLE',
  'check.fix.group': 'GRUPPE',
} as const;
