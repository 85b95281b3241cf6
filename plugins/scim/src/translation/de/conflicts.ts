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

/** Texte darüber, was zwischen Verzeichnis und Katalog steht. */
export const conflicts = {
  'conflicts.title': 'Im Katalog',
  'conflicts.description':
    'Personen und Gruppen, deren Eintrag im Katalog nicht einfach ihrer ist, weil ein anderer Provider einen hat.',
  'conflicts.none':
    'Jede Person und jede Gruppe hat einen eigenen Eintrag im Katalog.',
  'conflicts.pages': 'Seiten der Konflikte',
  'conflicts.column.entity': 'Eintrag',
  'conflicts.column.reason': 'Was es ist',
  'conflicts.column.other': 'Der andere Eintrag',
  'conflicts.column.message': 'Was es bedeutet',
  'conflicts.reason.linked': 'Verknüpft',
  'conflicts.reason.entityTaken': 'Name vergeben',
  'conflicts.reason.emailShared': 'E-Mail doppelt',
  'conflicts.reason.nameNumbered': 'Nummeriert',
  'conflicts.removals.title_one':
    '1 von {{present}} Einträgen würde aus dem Katalog verschwinden und wird zurückgehalten',
  'conflicts.removals.title_other':
    '{{count}} von {{present}} Einträgen würden aus dem Katalog verschwinden und werden zurückgehalten',
  'conflicts.removals.description':
    'Das Verzeichnis sieht eher verloren als geleert aus. Wartet seit',
  'conflicts.removals.action': 'Entfernen lassen',
  'conflicts.removals.confirmTitle_one': '1 Eintrag aus dem Katalog entfernen?',
  'conflicts.removals.confirmTitle_other':
    '{{count}} Einträge aus dem Katalog entfernen?',
  'conflicts.removals.confirmDescription':
    'Sie verschwinden in einer Minute. Wen das Verzeichnis noch kennt, der kommt von selbst wieder.',
  'conflicts.removals.confirm': 'Aus dem Katalog entfernen',
  'conflicts.removals.more_one': 'und 1 weiterer',
  'conflicts.removals.more_other': 'und {{count}} weitere',
  'conflicts.removals.approved_one':
    '1 Entfernung wurde von {{by}} freigegeben und geschieht in Kürze',
  'conflicts.removals.approved_other':
    '{{count}} Entfernungen wurden von {{by}} freigegeben und geschehen in Kürze',
} as const;
