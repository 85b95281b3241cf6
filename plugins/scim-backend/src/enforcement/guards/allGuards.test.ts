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

import { GuardResult } from '@backstage-scim/plugin-scim-common';
import { allGuards } from './allGuards';
import { GuardFacts } from './Guard';
import { defaultGuardSettings, GuardSettings } from './GuardSettings';

/** A plan that no guard has anything to say about. */
const harmless: GuardFacts = {
  kind: 'enforce',
  administratorRole: 'organization owner',
  administrators: { before: 3, after: 3, derived: 3 },
  caller: {
    administratorBefore: true,
    administratorAfter: true,
    memberAfter: true,
  },
  people: { members: 100, changed: 5, removed: 2 },
  health: {
    pausedConnections: [],
    silentConnections: [],
    emptied: { granting: [], others: [] },
    deactivated: 0,
    emptiedWithin: 'hour',
    pushExpectedWithin: '7 days',
  },
  sources: [{ id: 'local', guarantee: 'exact', bindings: 9, problems: [] }],
  permissionsEnabled: true,
};

const { health } = harmless;

/** By guard: what is the case, what it says, and what is set otherwise. */
const table: Array<
  [
    guard: string,
    what: string,
    facts: Partial<GuardFacts>,
    outcome: GuardResult['outcome'],
    message: RegExp,
    settings?: Partial<GuardSettings>,
  ]
> = [
  [
    'owners-left',
    'one owner is left',
    { administrators: { before: 3, after: 1, derived: 1 } },
    'pass',
    /^1 active person will be organization owner/,
  ],
  [
    'owners-left',
    'no owner is left',
    { administrators: { before: 3, after: 0, derived: 0 } },
    'block',
    /^Only 0 active people .* at least 1 must be/,
  ],
  [
    'owners-left',
    'an exempt person alone is left',
    { administrators: { before: 3, after: 1, derived: 0 } },
    'block',
    /^Only 0 active people/,
  ],
  [
    'owners-left',
    'two must be left',
    { administrators: { before: 3, after: 1, derived: 1 } },
    'block',
    /at least 2 must be/,
    { ownersLeft: { minimum: 2 } },
  ],
  [
    'owners-left',
    'a run is undone',
    {
      kind: 'rollback',
      administrators: { before: 0, after: 0, derived: 0 },
    },
    'pass',
    /takes nothing away/,
  ],
  [
    'self-lockout',
    'the caller would no longer be an owner',
    {
      caller: {
        administratorBefore: true,
        administratorAfter: false,
        memberAfter: true,
      },
    },
    'block',
    /only by a direct role binding/,
  ],
  [
    'self-lockout',
    'the caller would no longer be a member',
    {
      caller: {
        administratorBefore: false,
        administratorAfter: false,
        memberAfter: false,
      },
    },
    'block',
    /your own membership would end/,
  ],
  [
    'self-lockout',
    'a service asks',
    { caller: undefined },
    'pass',
    /no person/,
  ],
  [
    'effective-loss',
    '25 % of all lose access',
    { people: { members: 100, changed: 20, removed: 5 } },
    'pass',
    /^25 people of 100 \(25 %\) would lose access: 20 by .* 5 with/,
  ],
  [
    'effective-loss',
    'more than 25 % of all lose access',
    { people: { members: 100, changed: 20, removed: 6 } },
    'block',
    /^26 people of 100 \(26 %\)/,
  ],
  [
    'effective-loss',
    'everybody of ten does',
    { people: { members: 10, changed: 10, removed: 0 } },
    'pass',
    /^10 people of 10 \(100 %\)/,
  ],
  [
    'effective-loss',
    'everybody of eleven does',
    { people: { members: 11, changed: 11, removed: 0 } },
    'block',
    /^11 people of 11 \(100 %\)/,
  ],
  [
    'effective-loss',
    'nobody is there',
    { people: { members: 0, changed: 0, removed: 0 } },
    'pass',
    /^0 people of 0 \(0 %\)/,
  ],
  [
    'effective-loss',
    'less is allowed',
    { people: { members: 100, changed: 4, removed: 0 } },
    'block',
    /^4 people/,
    { effectiveLoss: { percentage: 3, people: 3 } },
  ],
  [
    'effective-loss',
    'a run is undone',
    { kind: 'rollback', people: { members: 9, changed: 99, removed: 99 } },
    'pass',
    /takes nothing away/,
  ],
  [
    'directory-health',
    'a group that grants access was emptied lately',
    {
      health: { ...health, emptied: { granting: ['Engineering'], others: [] } },
    },
    'block',
    /^User group 'Engineering' lost all members in the last hour and grants access/,
  ],
  [
    'directory-health',
    'it was, and a run is undone',
    {
      kind: 'rollback',
      health: { ...health, emptied: { granting: ['Engineering'], others: [] } },
    },
    'warn',
    /^User group 'Engineering'/,
  ],
  [
    'directory-health',
    'another group was emptied since the last plan',
    { health: { ...health, emptied: { granting: [], others: ['Chess'] } } },
    'warn',
    /^User group 'Chess' lost all members since the last plan/,
  ],
  [
    'directory-health',
    'a connection is paused',
    { health: { ...health, pausedConnections: ['Okta'] } },
    'warn',
    /^Connection 'Okta' paused/,
  ],
  [
    'directory-health',
    'a connection has been silent',
    { health: { ...health, silentConnections: ['Okta'] } },
    'warn',
    /^Connection 'Okta' has pushed nothing for longer than 7 days/,
  ],
  [
    'directory-health',
    'eleven of a hundred people were deactivated',
    { health: { ...health, deactivated: 11 } },
    'warn',
    /^11 people were deactivated since the last plan/,
  ],
  [
    'directory-health',
    'ten were',
    { health: { ...health, deactivated: 10 } },
    'pass',
    /healthy/,
  ],
  [
    'directory-health',
    'eleven of a thousand were',
    {
      people: { members: 1000, changed: 5, removed: 2 },
      health: { ...health, deactivated: 11 },
    },
    'pass',
    /healthy/,
  ],
  [
    'sources',
    'a part of a source could not be read',
    {
      sources: [
        ...harmless.sources,
        {
          id: 'github:acme',
          guarantee: 'best-effort',
          bindings: 0,
          problems: ['The repository acme/web answered 502.', 'Another one.'],
        },
      ],
    },
    'block',
    /^The access source 'github:acme' could not be read completely: The repository acme\/web answered 502 \(and 1 more\)\. Roles there may be missing/,
  ],
  [
    'sources',
    'a source says why without a full stop',
    {
      sources: [
        {
          id: 'github:acme',
          guarantee: 'best-effort',
          bindings: 0,
          problems: ['It could not be read: connection refused'],
        },
      ],
    },
    'block',
    /: connection refused\. Roles there may be missing/,
  ],
  [
    'permission-framework',
    'permissions are off',
    { permissionsEnabled: false },
    'block',
    /'permission.enabled'/,
  ],
  [
    'permission-framework',
    'permissions are off on purpose',
    { permissionsEnabled: false },
    'warn',
    /everybody who is signed in/,
    { permissionFramework: { allowDisabled: true } },
  ],
];

function judge(
  name: string,
  facts: Partial<GuardFacts>,
  settings?: Partial<GuardSettings>,
) {
  const guards = allGuards({ ...defaultGuardSettings, ...settings });
  return guards
    .find(guard => guard.name === name)!
    .check({ ...harmless, ...facts });
}

describe('Guards', () => {
  it.each(table)(
    '%s: if %s',
    (guard, _what, facts, outcome, message, ...[settings]) => {
      expect(judge(guard, facts, settings)).toMatchObject({
        outcome,
        message: expect.stringMatching(message),
      });
    },
  );

  it('let a harmless plan pass, each with a sentence and numbers', () => {
    for (const guard of allGuards(defaultGuardSettings)) {
      const { outcome, message, numbers } = guard.check(harmless);
      expect([guard.name, outcome]).toEqual([guard.name, 'pass']);
      expect(message).toMatch(/^[A-Z0-9].*\.$/);
      expect(Object.keys(numbers)).not.toEqual([]);
    }
  });

  it('can all be overridden but the one that would let everybody do so', () => {
    expect(
      allGuards(defaultGuardSettings)
        .filter(({ overridable }) => !overridable)
        .map(({ name }) => name),
    ).toEqual(['permission-framework']);
  });
});
