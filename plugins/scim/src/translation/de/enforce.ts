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

export const enforce = {
  'enforce.start.title':
    'Zugriff in {{organization}} nur noch aus Gruppen ableiten',
  'enforce.start.description':
    'Beginne mit einer Vorschau. Sie ändert nichts und zeigt, was sich für wen ändern würde.',
  'enforce.start.bindings':
    'Rollenbindungen einzelner Personen entfallen. Die von Gruppen und Dienstkonten bleiben, wie sie sind.',
  'enforce.start.members':
    'Personen in keiner aktiven Gruppe sind danach keine Mitglieder der Organisation mehr.',
  'enforce.start.undo':
    'Jeder Lauf lässt sich rückgängig machen, und zwar genau.',
  'enforce.start.action': 'Vorschau der Änderungen',
  'enforce.steps.label': 'Schritte',
  'enforce.steps.scope': 'Umfang',
  'enforce.steps.preview': 'Vorschau',
  'enforce.steps.guards': 'Sicherungen',
  'enforce.steps.apply': 'Anwenden',
  'enforce.plan.title.enforce': 'Gruppen in {{organization}} durchsetzen',
  'enforce.plan.title.rollback':
    'Einen Lauf in {{organization}} rückgängig machen',
  'enforce.plan.madeBy': 'Vorschau von',
  'enforce.plan.validUntil': 'gültig bis',
  'enforce.plan.leave': 'Schließen',
  'enforce.plan.fresh': 'Neue Vorschau',
  'enforce.plan.status.applied.title': 'Dieser Plan wurde angewendet',
  'enforce.plan.status.applied.description':
    'Ein Plan gilt für einen Lauf. Er steht bei den Läufen.',
  'enforce.plan.status.stale.title': 'Diese Vorschau ist überholt',
  'enforce.plan.status.stale.description':
    'Seither hat sich etwas geändert, oder eine andere Version des Portals hat sie erstellt. Sie lässt sich lesen, nicht anwenden. Erstelle eine neue Vorschau.',
  'enforce.plan.status.expired.title': 'Diese Vorschau ist zu alt',
  'enforce.plan.status.expired.description':
    'Sie lässt sich lesen, nicht anwenden. Erstelle eine neue Vorschau.',
  'enforce.counts.usersChanged': 'Personen mit Änderungen',
  'enforce.counts.changes': 'Geänderte Rollen',
  'enforce.counts.usersRemoved.enforce': 'Entfernte Personen',
  'enforce.counts.usersRemoved.rollback': 'Wiederhergestellte Personen',
  'enforce.counts.bindings.enforce': 'Direkte Bindungen, die entfallen',
  'enforce.counts.bindings.rollback': 'Direkte Bindungen, die zurückkehren',
  'enforce.counts.users': 'Betrachtete Mitglieder',
  'enforce.preview.continue': 'Weiter zu den Sicherungen',
  'enforce.preview.nothing.enforce.title': 'Nichts zu tun',
  'enforce.preview.nothing.enforce.description':
    'Aller Zugriff kommt schon aus Gruppen, und alle sind in einer.',
  'enforce.preview.nothing.rollback.title': 'Nichts zurückzubringen',
  'enforce.preview.nothing.rollback.description':
    'Was der Lauf genommen hat, ist schon da.',
  'enforce.impact.title': 'Wo es geschieht',
  'enforce.impact.top': 'Die {{shown}} am stärksten betroffenen von {{total}}',
  'enforce.impact.reduced': 'Schwächere Rolle',
  'enforce.impact.removed': 'Keine Rolle mehr',
  'enforce.impact.numbers': '{{reduced}} schwächer, {{removed}} ohne',
  'enforce.impact.inside':
    'Die ohne, auf dem, was darin liegt: {{touched}} verloren oder schwächer, {{kept}} behalten',
  'enforce.removals.ownsAlone': 'Allein verantwortlich für:',
  'enforce.changes.title': 'Änderungen',
  'enforce.changes.search': 'Personen suchen',
  'enforce.changes.pages': 'Seiten der Änderungen',
  'enforce.changes.empty': 'Keine Rolle ändert sich.',
  'enforce.removals.title.enforce': 'Personen, die entfernt werden',
  'enforce.removals.title.rollback': 'Personen, die wiederhergestellt werden',
  'enforce.removals.description.enforce':
    'Sie sind in keiner aktiven Gruppe. Ihre Mitgliedschaft endet, ihre direkten Bindungen entfallen.',
  'enforce.removals.description.rollback':
    'Ihre Mitgliedschaft hatte mit dem Lauf geendet.',
  'enforce.removals.search': 'Entfernte Personen suchen',
  'enforce.removals.pages': 'Seiten der Personen',
  'enforce.removals.bindings_one': '1 direkte Bindung',
  'enforce.removals.bindings_other': '{{count}} direkte Bindungen',
  'enforce.export.copy': 'Als Text kopieren',
  'enforce.export.download': 'JSON herunterladen',
  'enforce.export.failed':
    'Der Plan ließ sich nicht ganz lesen. Versuche es noch einmal.',
  'enforce.guards.title': 'Sicherungen',
  'enforce.guards.description': 'Werden beim Anwenden noch einmal geprüft.',
  'enforce.guards.blocked': 'Mindestens eine Sicherung sperrt diesen Plan.',
  'enforce.guards.blockedHint':
    'Behebe, was die Sicherung sagt, und erstelle eine neue Vorschau, oder übergehe sie, wo das geht.',
  'enforce.guards.continue': 'Weiter zum Anwenden',
  'enforce.guards.pass': 'In Ordnung:',
  'enforce.guards.warn': 'Warnung:',
  'enforce.guards.block': 'Gesperrt:',
  'enforce.exempt.title': 'Ausgenommene Personen',
  'enforce.exempt.description':
    'Sie behalten ihre direkten Bindungen, laut Konfiguration.',
  'enforce.apply.title.enforce': 'Anwenden',
  'enforce.apply.title.rollback': 'Rückgängig machen',
  'enforce.apply.summary.enforce':
    'Direkte Bindungen, die entfallen: {{bindings}}. Personen, deren Rollen sich ändern: {{changed}}. Entfernte Personen: {{removed}}.',
  'enforce.apply.summary.rollback':
    'Direkte Bindungen, die zurückkehren: {{bindings}}. Personen, deren Rollen sich ändern: {{changed}}. Wiederhergestellte Personen: {{removed}}.',
  'enforce.apply.note.enforce':
    'Alles oder nichts, in einem Schritt. Danach lässt sich der Lauf rückgängig machen.',
  'enforce.apply.note.rollback': 'Alles oder nichts, in einem Schritt.',
  'enforce.apply.confirm': 'Gib zur Bestätigung „{{organization}}“ ein',
  'enforce.apply.action.enforce': 'Gruppen durchsetzen',
  'enforce.apply.action.rollback': 'Lauf rückgängig machen',
  'enforce.apply.obstacle.permission':
    'Du darfst Pläne ansehen, aber nicht anwenden. Sende den Link dieser Seite an jemanden, der es darf.',
  'enforce.apply.obstacle.status':
    'Dieser Plan lässt sich nicht mehr anwenden. Erstelle eine neue Vorschau.',
  'enforce.apply.obstacle.guards': 'Eine Sicherung sperrt diesen Plan.',
  'enforce.stale.title': 'Nicht angewendet: die Vorschau ist überholt',
  'enforce.stale.added':
    'Seither neu: {{changes}} Änderungen, {{removals}} Entfernungen',
  'enforce.stale.gone':
    'Nicht mehr dabei: {{changes}} Änderungen, {{removals}} Entfernungen',
  'enforce.refused.title': 'Nicht angewendet: eine Sicherung hat gesperrt',
  'enforce.refused.description': 'Nichts wurde geändert.',
  'enforce.run.done.enforce': 'Gruppen sind durchgesetzt',
  'enforce.run.done.rollback': 'Der Lauf ist rückgängig gemacht',
  'enforce.run.appliedBy': 'Angewendet von',
  'enforce.run.undone': 'Wurde seither rückgängig gemacht.',
  'enforce.run.close': 'Schließen',
  'enforce.run.changes': 'Angewendete Änderungen',
  'enforce.run.removals.enforce': 'Entfernte Personen',
  'enforce.run.removals.rollback': 'Wiederhergestellte Personen',
  'enforce.run.skipped': 'Nicht zurückgebracht',
  'enforce.run.skippedDescription': 'Was nicht zurückkehren konnte, und warum.',
  'enforce.apply.obstacle.approvals':
    'Erst muss jemand anderes diesen Plan genehmigen. Sende den Link dieser Seite.',
  'enforce.scope.label': 'Was erfasst wird',
  'enforce.scope.everything': 'Alles',
  'enforce.scope.resource': 'Eine Ressource und was darin liegt',
  'enforce.scope.users': 'Eine Person',
  'enforce.scope.pickResource': 'Ressource',
  'enforce.scope.pickUser': 'Person',
  'enforce.scope.resourceHint':
    'Ein solcher Plan beendet keine Mitgliedschaften.',
  'enforce.scope.only': 'Erfasst nur {{scope}}',
  'enforce.progress.label': 'Fortschritt',
  'enforce.progress.working': 'In Arbeit …',
  'enforce.progress.reading': 'Liest, wer was hat …',
  'enforce.progress.computing': 'Vergleicht vorher und nachher …',
  'enforce.progress.storing': 'Schreibt den Plan nieder …',
  'enforce.progress.checking': 'Prüft Plan und Sicherungen noch einmal …',
  'enforce.progress.removing': 'Entfernt direkte Rollenbindungen …',
  'enforce.progress.restoring': 'Stellt Rollenbindungen wieder her …',
  'enforce.progress.memberships': 'Ändert Mitgliedschaften …',
  'enforce.progress.verifying': 'Prüft, dass sich sonst nichts geändert hat …',
  'enforce.progress.recording': 'Zeichnet den Lauf auf …',
  'enforce.progress.sources': 'Wendet ihn in anderen Zugriffsquellen an …',
  'enforce.override.action': 'Für diesen Plan übergehen',
  'enforce.override.title': 'Diese Sicherung übergehen?',
  'enforce.override.number_one':
    'Wie viele Personen betrifft der Plan? Gib 1 ein',
  'enforce.override.number_other':
    'Wie viele Personen betrifft der Plan? Gib {{count}} ein',
  'enforce.override.reason': 'Grund',
  'enforce.override.reasonHint': 'Steht dann im Prüfprotokoll.',
  'enforce.override.confirm': 'Übergehen',
  'enforce.override.done': 'Übergangen von {{by}}: {{reason}}',
  'enforce.approvals.title': 'Genehmigungen',
  'enforce.approvals.description': '{{given}} von {{required}} erteilt.',
  'enforce.approvals.none':
    'Noch hat niemand diesen Plan genehmigt. Wer ihn erstellt hat, kann es nicht.',
  'enforce.approvals.action': 'Genehmigen',
  'enforce.orphans.title_one':
    '1 Eintrag im Katalog hätte keinen aktiven Owner mehr',
  'enforce.orphans.title_other':
    '{{count}} Einträge im Katalog hätten keinen aktiven Owner mehr',
  'enforce.orphans.description':
    'Gib ihnen vorher oder bald danach einen anderen Owner.',
  'enforce.orphans.owners': 'gehört {{owners}}',
  'enforce.orphans.more_one': 'und 1 weiterer',
  'enforce.orphans.more_other': 'und {{count}} weitere',
  'enforce.resume.title':
    'In anderen Zugriffsquellen ist noch nicht alles getan',
  'enforce.resume.numbers':
    '{{source}}: {{done}} getan, {{left}} übrig, {{failed}} fehlgeschlagen',
  'enforce.resume.action': 'Fortfahren',
  'enforce.runs.title': 'Läufe',
  'enforce.runs.empty': 'Noch wurde nichts angewendet.',
  'enforce.runs.pages': 'Seiten der Läufe',
  'enforce.runs.kind.enforce': 'Gruppen durchgesetzt',
  'enforce.runs.kind.rollback': 'Lauf rückgängig gemacht',
  'enforce.runs.by': 'von',
  'enforce.runs.numbers.enforce':
    '{{bindings}} Bindungen entfallen, {{removed}} Personen entfernt',
  'enforce.runs.numbers.rollback':
    '{{bindings}} Bindungen zurück, {{removed}} Personen wiederhergestellt',
  'enforce.runs.undone': 'seither rückgängig gemacht',
  'enforce.runs.undo': 'Rückgängig machen',
  'enforce.runs.undoFailed': 'Der Lauf lässt sich nicht rückgängig machen',
  'enforce.runs.show': 'Zeigen',
} as const;
