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

export const audit = {
  'audit.title': 'Prüfprotokoll',
  'audit.description': 'Was geändert wurde und von wem, das Neueste zuerst.',
  'audit.pages': 'Seiten des Prüfprotokolls',
  'audit.show': 'Einzelheiten',
  'audit.export': 'Exportieren',
  'audit.exportFailed':
    'Der Export hat nicht geklappt. Versuche es noch einmal.',
  'audit.filter.area': 'Bereich',
  'audit.filter.anyArea': 'Jeder Bereich',
  'audit.filter.actor': 'Wer, z. B. user:default/ada',
  'audit.area.access': 'Zugriff',
  'audit.area.binding': 'Rollenbindungen',
  'audit.area.connection': 'Verbindungen',
  'audit.area.enforcement': 'Durchsetzung',
  'audit.area.group': 'Gruppen',
  'audit.area.policy': 'Richtlinien',
  'audit.area.role': 'Rollen',
  'audit.area.user': 'Personen',
  'audit.column.seq': 'Nr.',
  'audit.column.at': 'Wann',
  'audit.column.actor': 'Wer',
  'audit.column.action': 'Was',
  'audit.column.target': 'Woran',
  'audit.column.detail': 'Einzelheiten',
  'audit.empty.title': 'Noch ist nichts aufgezeichnet',
  'audit.empty.description':
    'Jede Änderung an Personen, Gruppen, Zugriff und Verbindungen wird hier stehen.',
  'audit.verify.action': 'Prüfen',
  'audit.verify.again': 'Noch einmal prüfen',
  'audit.verify.title': 'Jeder Eintrag ist mit dem davor versiegelt',
  'audit.verify.description':
    'Die Prüfung zeigt den ersten Eintrag, der geändert oder entfernt wurde.',
  'audit.verify.intact': 'Kette unversehrt, {{entries}} Einträge',
  'audit.verify.broken': 'Eintrag {{seq}} ist nicht, wie er geschrieben wurde',
} as const;
