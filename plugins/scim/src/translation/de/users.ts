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

export const users = {
  'users.title': 'Personen',
  'users.description':
    'Alle, die das Verzeichnis kennt. Synchronisierte tragen das Zeichen ihres Identity Providers.',
  'users.off':
    'SCIM ist aus: nichts wird synchronisiert, und Personen können hier hinzugefügt werden.',
  'users.search': 'Personen suchen',
  'users.pages': 'Seiten der Personen',
  'users.status.active': 'Aktiv',
  'users.status.inactive': 'Deaktiviert',
  'users.status.ended': 'Mitgliedschaft beendet',
  'users.status.waiting': 'Wartet auf Aktivierung',
  'users.filter.status': 'Status',
  'users.filter.anyStatus': 'Jeder Status',
  'users.filter.sync': 'Synchronisiert oder nicht',
  'users.filter.anySync': 'Synchronisiert oder nicht',
  'users.filter.synced': 'Synchronisiert',
  'users.filter.unsynced': 'Nicht synchronisiert',
  'users.filter.connection': 'Verbindung',
  'users.filter.anyConnection': 'Jede Verbindung',
  'users.column.user': 'Person',
  'users.column.status': 'Status',
  'users.column.sync': 'Synchronisiert von',
  'users.column.groups': 'Gruppen',
  'users.column.changed': 'Letzte Änderung',
  'users.empty.title': 'Noch ist niemand da',
  'users.empty.description':
    'Ordne Personen im Identity Provider diesem Portal zu. Sie erscheinen in Sekunden.',
  'users.add.action': 'Person hinzufügen',
  'users.add.title': 'Eine Person hinzufügen',
  'users.add.email': 'E-Mail',
  'users.add.emailHint': 'Zugleich der Benutzername.',
  'users.add.name': 'Name',
  'users.add.confirm': 'Hinzufügen',
  'users.detail.title': 'Person',
  'users.fact.email': 'E-Mail',
  'users.fact.userName': 'Benutzername',
  'users.fact.status': 'Status',
  'users.fact.sync': 'Synchronisiert von',
  'users.fact.entity': 'Im Katalog',
  'users.fact.bindings': 'Direkte Rollenbindungen',
  'users.fact.roles': 'Portalrollen',
  'users.fact.created': 'Seit',
  'users.fact.changed': 'Letzte Änderung',
  'users.remove.action': 'Person entfernen',
  'users.remove.title': '{{name}} entfernen?',
  'users.remove.description_one':
    'Die Person kann sich nicht mehr anmelden, und ihre direkte Rollenbindung entfällt.',
  'users.remove.description_other':
    'Die Person kann sich nicht mehr anmelden, und ihre {{count}} direkten Rollenbindungen entfallen.',
  'users.remove.confirm': 'Entfernen',
  'users.unlink.action': 'Trennen',
  'users.unlink.title': '{{name}} von {{connection}} trennen?',
  'users.unlink.description':
    'Die Person bleibt, nicht synchronisiert, mit allem, was sie hat, und kann dann hier entfernt werden.',
  'users.unlink.hint':
    'Wenn der Identity Provider sie wieder sendet, stellt er sie wieder bereit: hebe dort zuerst die Zuordnung auf.',
  'users.linkRequest.title': '{{connection}} möchte diese Person übernehmen',
  'users.linkRequest.description_one':
    'Sie hat eine Rollenbindung; deshalb muss ein Administrator zustimmen.',
  'users.linkRequest.description_other':
    'Sie hat {{count}} Rollenbindungen; deshalb muss ein Administrator zustimmen.',
  'users.linkRequest.action': 'Zustimmen',
  'users.linkRequest.confirmTitle':
    '{{name}} von {{connection}} bereitstellen lassen?',
  'users.linkRequest.confirmDescription':
    'Die Person behält, was sie hat. Von da an kann der Identity Provider sie ändern und deaktivieren.',
  'users.linkRequest.gone':
    'Die Verbindung {{connection}} gibt es nicht mehr. Lade die Seite neu.',
  'users.duplicate.title': 'Das könnte jemand sein, den es hier schon gibt',
  'users.duplicate.description': '{{other}} hat dieselbe E-Mail.',
  'users.duplicate.action': 'Beide verknüpfen',
  'users.duplicate.confirmTitle': 'Aus zweien eine Person machen?',
  'users.duplicate.confirmDescription':
    'Rollenbindungen, Gruppen und Portalrollen von {{unsynced}} gehen an {{synced}}. Nichts geht verloren.',
} as const;
