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

export const connections = {
  'connections.title': 'Verbindungen',
  'connections.description':
    'Identity Provider, die Personen und Gruppen über SCIM senden.',
  'connections.search': 'Verbindungen suchen',
  'connections.pages': 'Seiten der Verbindungen',
  'connections.back': 'Alle Verbindungen',
  'connections.never': 'Nie',
  'connections.groupsWaiting': '{{groups}}, {{waiting}} warten',
  'connections.declared':
    'In der Konfiguration des Portals festgelegt; ändere sie dort.',
  'connections.pausedNotice':
    'Anfragen dieses Identity Providers werden abgelehnt, und seine Gruppen geben keinen Zugriff.',
  'connections.status.pending': 'Wartet auf Prüfung',
  'connections.status.active': 'Aktiv',
  'connections.status.paused': 'Angehalten',
  'connections.column.connection': 'Verbindung',
  'connections.column.status': 'Status',
  'connections.column.lastRequest': 'Letzte Anfrage',
  'connections.column.users': 'Personen',
  'connections.column.groups': 'Gruppen',
  'connections.column.errors': 'Fehler in 24 h',
  'connections.fact.provider': 'Identity Provider',
  'connections.fact.usersWaiting': 'Personen, die auf Verknüpfung warten',
  'connections.fact.groupsWaiting': 'Gruppen, die auf Verknüpfung warten',
  'connections.empty.title': 'Kein Identity Provider ist verbunden',
  'connections.empty.description':
    'Verbinde einen: wähle ihn aus und trage dort ein, was hier gezeigt wird.',
  'connections.create.action': 'Verbindung anlegen',
  'connections.create.position': 'Schritt {{number}} von 4',
  'connections.create.step.provider': 'Welcher Identity Provider?',
  'connections.create.step.name': 'Die Verbindung benennen',
  'connections.create.step.options': 'Was darf sie?',
  'connections.create.name': 'Name',
  'connections.create.nameHint':
    'Man sieht ihn an allen und allem, was sie bereitstellt.',
  'connections.create.next': 'Weiter',
  'connections.create.previous': 'Zurück',
  'connections.create.confirm': 'Verbindung anlegen',
  'connections.create.tokenFollows':
    'Das Token folgt im nächsten Schritt. Es wird einmal gezeigt.',
  'connections.create.activation.label': 'Wann gilt, was sie sendet?',
  'connections.create.activation.review':
    'Nachdem ich es geprüft und aktiviert habe',
  'connections.create.activation.immediately': 'Sofort',
  'connections.options.title': 'Optionen',
  'connections.options.save': 'Speichern',
  'connections.options.linking.label':
    'Eine Gruppe, die das Portal nicht kennt',
  'connections.options.linking.createTeam': 'wird ein Team ihres Namens',
  'connections.options.linking.ask':
    'wartet, bis jemand sie verknüpft oder ein Team anlegt',
  'connections.options.withAccess.label':
    'Personen und Teams des Portals, die Zugriff haben',
  'connections.options.withAccess.automatically': 'werden von selbst verknüpft',
  'connections.options.withAccess.ask':
    'werden verknüpft, wenn ein Administrator zustimmt',
  'connections.options.roleSync':
    'Rollen des Identity Providers füllen Portalrollen (scim:…)',
  'connections.options.rolesFromGroups': 'Auch Gruppen gelten als Rollen',
  'connections.options.rateLimit.own': 'Eine eigene Grenze für Anfragen',
  'connections.options.rateLimit.requestsPerSecond': 'Anfragen pro Sekunde',
  'connections.options.rateLimit.burst': 'Anfragen auf einmal',
  'connections.options.namespace.label': 'Namensraum im Katalog',
  'connections.options.namespace.hint':
    'Der Personen und Gruppen, die sie bereitstellt. Fest, sobald es Personen gibt.',
  'connections.options.namespace.fixed': 'Fest: es gibt schon Personen.',
  'connections.pause.action': 'Anhalten',
  'connections.pause.title': '{{name}} anhalten?',
  'connections.pause.description':
    'Ihre Anfragen werden abgelehnt, und ihre Gruppen geben keinen Zugriff, bis du sie fortsetzt. Niemand wird entfernt.',
  'connections.resume.action': 'Fortsetzen',
  'connections.resume.title': '{{name}} fortsetzen?',
  'connections.resume.description':
    'Ihre Anfragen werden gehört, und ihre Gruppen geben wieder Zugriff.',
  'connections.delete.action': 'Löschen',
  'connections.delete.title': '{{name}} löschen?',
  'connections.delete.description':
    'Ihr Token gilt sofort nicht mehr. Ihre Gruppen bleiben als lokale Teams.',
  'connections.delete.people_one':
    'Was wird aus der Person, die sie bereitstellt?',
  'connections.delete.people_other':
    'Was wird aus den {{count}} Personen, die sie bereitstellt?',
  'connections.delete.keep': 'Sie bleiben, nicht synchronisiert',
  'connections.delete.deprovision':
    'Sie werden deaktiviert und können sich nicht mehr anmelden',
  'connections.off.title': 'SCIM ist aus',
  'connections.off.description':
    'Das wird Identity Providern geantwortet. Personen, Teams und was sie haben bleiben, wie sie sind, und Personen können unter Personen hinzugefügt werden. Eingeschaltet wird es mit scim.enabled in der Konfiguration.',
  'connections.token.title': 'Token',
  'connections.token.description':
    'Als Hash gespeichert. Während eines Wechsels gelten das alte und das neue.',
  'connections.token.present': 'Jetziges Token',
  'connections.token.new': 'Neues Token',
  'connections.token.none': 'Kein Token: nichts kann gesendet werden.',
  'connections.token.lastUsed': 'Zuletzt benutzt',
  'connections.token.expires': 'Läuft ab',
  'connections.token.noExpiry': 'Nie',
  'connections.token.expiresSoon': 'Dieses Token läuft bald ab. Wechsle es.',
  'connections.token.lifetime.label': 'Wann läuft das Token ab?',
  'connections.token.lifetime.hint':
    'Administratoren erfahren es zwei Wochen vorher.',
  'connections.token.lifetime.days': 'Nach {{days}} Tagen',
  'connections.token.once.title': 'Kopiere das Token jetzt',
  'connections.token.once.description':
    'Es wird nur dieses Mal gezeigt. Wer es hat, kann Personen und Gruppen senden.',
  'connections.token.rotate.action': 'Wechseln',
  'connections.token.rotate.title': 'Ein neues Token ausgeben?',
  'connections.token.rotate.description':
    'Das alte gilt weiter, bis du den Wechsel abschließt.',
  'connections.token.issue.action': 'Token ausgeben',
  'connections.token.complete.action': 'Wechsel abschließen',
  'connections.token.complete.title': 'Das alte Token nicht mehr annehmen?',
  'connections.token.complete.used_one': 'Das neue Token wurde einmal benutzt.',
  'connections.token.complete.used_other':
    'Das neue Token wurde {{count}}-mal benutzt.',
  'connections.token.complete.unused':
    'Das neue Token wurde noch nicht benutzt. Wenn der Identity Provider es nicht hat, schlagen seine Anfragen fehl.',
  'connections.token.cancel.action': 'Wechsel abbrechen',
  'connections.token.cancel.title': 'Das alte Token behalten?',
  'connections.token.cancel.description': 'Das neue gilt sofort nicht mehr.',
  'connections.token.revoke.action': 'Widerrufen',
  'connections.token.revoke.title': 'Das Token widerrufen?',
  'connections.token.revoke.description':
    'Der Identity Provider kann nichts senden, bis du ein neues ausgibst.',
  'connections.activity.title': 'Änderungen und Fehler aus zwei Wochen',
  'connections.activity.empty': 'In zwei Wochen wurde nichts gesendet.',
  'connections.activity.pushes': 'Änderungen',
  'connections.activity.errors': 'Fehler',
  'connections.activity.day':
    '{{day}}: {{pushes}} Änderungen, {{errors}} Fehler',
  'connections.errors.title': 'Letzte Fehler',
  'connections.errors.description':
    'Anfragen, die abgelehnt wurden oder fehlschlugen; Geheimnisse sind ausgelassen.',
  'connections.errors.pages': 'Seiten der Fehler',
  'connections.errors.empty': 'Keine Fehler.',
  'connections.errors.request': 'Was gesendet wurde',
  'connections.review.title': 'Prüfung',
  'connections.review.description':
    'Was sie gesendet hat, ist gespeichert und gibt nichts, bis du gesehen hast, was geschähe, und sie aktivierst.',
  'connections.review.action': 'Zeigen, was geschähe',
  'connections.review.again': 'Noch einmal ansehen',
  'connections.review.usersCreate': 'Neue Personen',
  'connections.review.usersLink': 'Verknüpfte Personen',
  'connections.review.groupsCreate': 'Neue Teams',
  'connections.review.groupsLink': 'Verknüpfte Teams',
  'connections.review.atStake': 'Betroffene Rollenbindungen',
  'connections.review.conflicts': 'Konflikte',
  'connections.review.search': 'Personen und Gruppen suchen',
  'connections.review.pages': 'Seiten der Prüfung',
  'connections.review.empty': 'Noch wurde nichts gesendet.',
  'connections.review.column.name': 'Name',
  'connections.review.column.kind': 'Art',
  'connections.review.column.action': 'Was geschieht',
  'connections.review.column.bindings': 'Rollenbindungen',
  'connections.review.kind.user': 'Person',
  'connections.review.kind.group': 'Gruppe',
  'connections.review.does.create': 'Neu im Portal',
  'connections.review.does.link': 'Übernimmt {{target}}',
  'connections.review.does.waitForTeam':
    'Wartet, bis jemand sie verknüpft oder ein Team anlegt',
  'connections.review.does.wait':
    'Wartet auf eine Entscheidung über {{target}}',
  'connections.review.does.conflict': 'Konflikt mit {{target}}',
  'connections.activate.action': 'Aktivieren',
  'connections.activate.title': '{{name}} aktivieren?',
  'connections.activate.description':
    'Was du geprüft hast, geschieht jetzt. Von da an gilt sofort, was gesendet wird.',
  'connections.activate.atStake_one':
    'Eine Rollenbindung kommt unter die Kontrolle dieses Identity Providers.',
  'connections.activate.atStake_other':
    '{{count}} Rollenbindungen kommen unter die Kontrolle dieses Identity Providers.',
  'connections.activate.changed_one':
    'Eines hat sich geändert, seit du nachgesehen hast. Sieh noch einmal nach, dann aktiviere.',
  'connections.activate.changed_other':
    '{{count}} Dinge haben sich geändert, seit du nachgesehen hast. Sieh noch einmal nach, dann aktiviere.',
  'connections.instructions.title': 'Was in {{provider}} zu tun ist',
  'connections.instructions.mappings': 'Zuzuordnende Attribute',
  'connections.instructions.note': 'Hinweis',
  'connections.instructions.pitfalls': 'Bekannte Stolpersteine',
  'connections.instructions.done': 'Fertig',
  'connections.instructions.action': 'Anleitung',
  'connections.instructions.tokenGone':
    'Das Token wurde einmal gezeigt. Wenn du es nicht hast, erneuere es auf der Seite der Verbindung.',
  'connections.first.waiting': 'Warte auf die erste Anfrage …',
  'connections.first.hint':
    'Teste die Verbindung beim Identity Provider, oder ordne jemanden zu.',
  'connections.first.received': 'Die erste Anfrage ist angekommen',
} as const;
