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

export const general = {
  loading: 'Wird geladen …',
  cancel: 'Abbrechen',
  'sync.none': 'Nicht synchronisiert',
  'sync.requested': '{{name}} möchte verknüpfen',
  'history.title': 'Verlauf',
  'history.empty': 'Noch ist nichts aufgezeichnet.',
  'refused.title': 'Diese Seite ist für dich nicht offen',
  'refused.description':
    'Vielleicht gibt es sie nicht, oder sie ist für Administratoren. Wenn du sie brauchst, frage einen Owner der Organisation.',
  'refused.action': 'Meinen Zugriff zeigen',
  'error.title': 'Das hat nicht geklappt',
  'error.unreachable':
    'Das Portal antwortet nicht. Prüfe deine Verbindung und versuche es noch einmal.',
  'error.retry': 'Noch einmal',
  'copy.action': 'Kopieren: {{what}}',
  'copy.done': 'Kopiert',
  'copy.failed': 'Der Browser hat das Kopieren nicht erlaubt',
  'listing.position': '{{from}}–{{to}} von {{total}}',
  'listing.previous': 'Zurück',
  'listing.next': 'Weiter',
  'listing.more_one': 'Noch etwas. Gib einen Teil des Namens ein.',
  'listing.more_other': 'Noch {{count}}. Gib einen Teil des Namens ein.',
  'listing.noMatch.title': 'Nichts gefunden',
  'listing.noMatch.description':
    'Zu „{{search}}“ gibt es nichts. Versuche es mit weniger Buchstaben.',
  'listing.noMatch.filtered':
    'Mit diesen Filtern bleibt nichts übrig. Versuche es mit weniger.',
  'access.noRole': 'kein Zugriff',
  'access.becomes': 'wird',
  'access.lostSources': 'Entfällt',
  'access.keptSources': 'Bleibt',
  'access.origin.direct': 'Direkt',
  'access.origin.baseline': 'Jedes Mitglied',
} as const;
