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

/** Texts of *Enforce*. */
export const enforce = {
  start: {
    title: 'Let access in {{organization}} come from groups only',
    description:
      'Begin with a preview. It changes nothing, and shows what would change for whom.',
    bindings:
      'Role bindings of single people go. Those of groups and service accounts stay as they are.',
    members:
      'People who are in no active group are no longer members of the organization.',
    undo: 'Every run can be undone, exactly.',
    action: 'Preview changes',
  },
  steps: {
    label: 'Steps',
    scope: 'Scope',
    preview: 'Preview',
    guards: 'Guards',
    apply: 'Apply',
  },
  plan: {
    title: {
      enforce: 'Enforce groups in {{organization}}',
      rollback: 'Undo a run in {{organization}}',
    },
    madeBy: 'Previewed by',
    validUntil: 'good until',
    leave: 'Close',
    fresh: 'Fresh preview',
    status: {
      applied: {
        title: 'This plan has been applied',
        description: 'A plan is good for one run. See the runs for it.',
      },
      stale: {
        title: 'This preview is out of date',
        description:
          'Something changed since, or another version of the portal made it. It can be read, not applied. Make a fresh preview to go on.',
      },
      expired: {
        title: 'This preview is too old',
        description:
          'It can be read, not applied. Make a fresh preview to go on.',
      },
    },
  },
  counts: {
    usersChanged: 'People with changes',
    changes: 'Changed roles',
    usersRemoved: {
      enforce: 'People removed',
      rollback: 'People restored',
    },
    bindings: {
      enforce: 'Direct bindings that go',
      rollback: 'Direct bindings that return',
    },
    users: 'Members looked at',
  },
  preview: {
    continue: 'Continue to guards',
    nothing: {
      enforce: {
        title: 'Nothing to do',
        description:
          'All access comes from groups already, and everybody is in one.',
      },
      rollback: {
        title: 'Nothing to bring back',
        description: 'What the run took away is there already.',
      },
    },
  },
  impact: {
    title: 'Where it happens',
    top: 'The {{shown}} most affected of {{total}}',
    reduced: 'Weaker role',
    removed: 'No role left',
    numbers: '{{reduced}} weaker, {{removed}} without',
    inside:
      'Those without, on what lies in it: {{touched}} lost or weaker, {{kept}} kept',
  },
  changes: {
    title: 'Changes',
    search: 'Search people',
    pages: 'Pages of changes',
    empty: 'No role changes.',
  },
  removals: {
    title: {
      enforce: 'People to be removed',
      rollback: 'People to be restored',
    },
    description: {
      enforce:
        'They are in no active group. Their membership ends and their direct bindings go.',
      rollback: 'Their membership had ended with the run.',
    },
    search: 'Search removed people',
    pages: 'Pages of people',
    ownsAlone: 'Owns alone:',
    bindings_one: '1 direct binding',
    bindings_other: '{{count}} direct bindings',
  },
  export: {
    copy: 'Copy as text',
    download: 'Download JSON',
    failed: 'The plan could not be read completely. Try again.',
  },
  guards: {
    title: 'Guards',
    description: 'Checked again at the moment of applying.',
    blocked: 'At least one guard blocks this plan.',
    blockedHint:
      'Fix what the guard says and make a fresh preview, or override it where that is possible.',
    continue: 'Continue to apply',
    pass: 'Passed:',
    warn: 'Warning:',
    block: 'Blocked:',
  },
  exempt: {
    title: 'Exempt people',
    description: 'They keep their direct bindings, by configuration.',
  },
  apply: {
    title: {
      enforce: 'Apply',
      rollback: 'Undo',
    },
    summary: {
      enforce:
        'Direct bindings that go: {{bindings}}. People whose roles change: {{changed}}. People removed: {{removed}}.',
      rollback:
        'Direct bindings that return: {{bindings}}. People whose roles change: {{changed}}. People restored: {{removed}}.',
    },
    note: {
      enforce: 'All or nothing, in one step. You can undo the run afterwards.',
      rollback: 'All or nothing, in one step.',
    },
    confirm: 'Type “{{organization}}” to confirm',
    action: {
      enforce: 'Enforce groups',
      rollback: 'Undo the run',
    },
    obstacle: {
      approvals:
        'Somebody else must approve this plan first. Send them the link of this page.',
      permission:
        'You may preview plans, not apply them. Send the link of this page to somebody who may.',
      status: 'This plan can no longer be applied. Make a fresh preview.',
      guards: 'A guard blocks this plan.',
    },
  },
  stale: {
    title: 'Not applied: the preview is out of date',
    added: 'New since then: {{changes}} changes, {{removals}} removals',
    gone: 'No longer: {{changes}} changes, {{removals}} removals',
  },
  refused: {
    title: 'Not applied: a guard refused',
    description: 'Nothing was changed.',
  },
  run: {
    done: {
      enforce: 'Groups are enforced',
      rollback: 'The run is undone',
    },
    appliedBy: 'Applied by',
    undone: 'It has been undone since.',
    close: 'Close',
    changes: 'Applied changes',
    removals: {
      enforce: 'Removed people',
      rollback: 'Restored people',
    },
    skipped: 'Not brought back',
    skippedDescription: 'What could not return, and why.',
  },
  scope: {
    label: 'What to cover',
    everything: 'Everything',
    resource: 'One resource and what lies in it',
    users: 'One person',
    pickResource: 'Resource',
    pickUser: 'Person',
    resourceHint: 'Such a plan ends no memberships.',
    only: 'Covers {{scope}} only',
  },
  progress: {
    label: 'Progress',
    working: 'Working…',
    reading: 'Reading who holds what…',
    computing: 'Comparing before and after…',
    storing: 'Writing the plan down…',
    checking: 'Checking plan and guards once more…',
    removing: 'Removing direct role bindings…',
    restoring: 'Restoring role bindings…',
    memberships: 'Changing memberships…',
    verifying: 'Verifying that nothing else changed…',
    recording: 'Recording the run…',
    sources: 'Carrying it out in other access sources…',
  },
  override: {
    action: 'Override for this plan',
    title: 'Override this guard?',
    number_one: 'How many people does the plan affect? Type 1',
    number_other: 'How many people does the plan affect? Type {{count}}',
    reason: 'Reason',
    reasonHint: 'Kept in the audit log.',
    confirm: 'Override',
    done: 'Overridden by {{by}}: {{reason}}',
  },
  approvals: {
    title: 'Approvals',
    description: '{{given}} of {{required}} given.',
    none: 'Nobody has approved this plan yet. Whoever made it cannot.',
    action: 'Approve',
  },
  orphans: {
    title_one: '1 catalog entity would have no active owner',
    title_other: '{{count}} catalog entities would have no active owner',
    description: 'Give them another owner first, or soon after.',
    owners: 'owned by {{owners}}',
    more_one: 'and 1 more',
    more_other: 'and {{count}} more',
  },
  resume: {
    title: 'Not everything is done in other access sources',
    numbers: '{{source}}: {{done}} done, {{left}} left, {{failed}} failed',
    action: 'Go on',
  },
  runs: {
    title: 'Runs',
    empty: 'Nothing has been applied yet.',
    pages: 'Pages of runs',
    kind: {
      enforce: 'Groups enforced',
      rollback: 'Run undone',
    },
    by: 'by',
    numbers: {
      enforce: '{{bindings}} bindings gone, {{removed}} people removed',
      rollback: '{{bindings}} bindings back, {{removed}} people restored',
    },
    undone: 'undone since',
    undo: 'Undo',
    undoFailed: 'The run cannot be undone',
    show: 'Show',
  },
} as const;
