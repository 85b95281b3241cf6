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

import { KernelBatch, KernelRequest } from './KernelInput';
import { KernelSession } from './KernelSession';
import { NO_ROLE } from './World';

const setup = {
  types: [
    { roles: ['owner', 'readonly'], baseline: NO_ROLE, administrator: NO_ROLE },
  ],
  groupLevels: 10,
};

const request: KernelRequest = {
  task: { kind: 'enforce', exempt: [], endsMemberships: true },
  heading: '',
};

/** Two people, one of them in a group, both owners by themselves. */
const principals: KernelBatch[] = [
  {
    type: 'users',
    ids: Int32Array.of(7, 9),
    members: Uint8Array.of(1, 1),
    names: ['mara', 'ada'],
    uuids: ['mara', 'ada'],
  },
  { type: 'groups', ids: Int32Array.of(3), names: ['crew'] },
  { type: 'portalRoles', ids: Int32Array.of() },
];

const memberships = (): KernelBatch => ({
  type: 'memberships',
  groups: Int32Array.of(3),
  members: Int32Array.of(7),
});

const rest = (): KernelBatch[] => [
  {
    type: 'resources',
    ids: Int32Array.of(5),
    types: Int32Array.of(0),
    parents: Int32Array.of(0),
    keys: ['portal'],
  },
  { type: 'resourceNames', labels: ['portal'], refs: ['portal'] },
  {
    type: 'bindings',
    principalType: 'group',
    role: 'readonly',
    resources: Int32Array.of(5),
    principals: Int32Array.of(3),
  },
  {
    type: 'bindings',
    principalType: 'user',
    role: 'owner',
    resources: Int32Array.of(5, 5),
    principals: Int32Array.of(7, 9),
  },
];

function sessionOf(batches: KernelBatch[]): KernelSession {
  const session = new KernelSession(setup);
  batches.forEach(batch => session.add(batch));
  return session;
}

function outcomeOf(batches: KernelBatch[]) {
  const session = sessionOf(batches);
  const result = session.compute(request);
  return {
    result,
    fingerprint: session.fingerprint(),
    pages: [...session.changePages()],
  };
}

describe('KernelSession', () => {
  it('computes the same whether or not it is told what is complete', () => {
    const told = outcomeOf([
      ...principals,
      { type: 'complete', what: 'principals' },
      memberships(),
      { type: 'complete', what: 'memberships' },
      ...rest(),
    ]);

    expect(told).toEqual(outcomeOf([...principals, memberships(), ...rest()]));
    expect(told.pages).toEqual(['[[7,5,"owner","readonly","0d|1g3"]]']);
    expect([...told.result.diff.memberships]).toHaveLength(1);
  });

  it.each(principals.map(batch => [batch.type, batch] as const))(
    'takes no more %s after all had come',
    (_, batch) => {
      const session = sessionOf([
        ...principals,
        { type: 'complete', what: 'principals' },
      ]);
      expect(() => session.add(batch)).toThrow('came after all had come');
    },
  );

  it('takes no more memberships after all had come', () => {
    const session = sessionOf([
      ...principals,
      { type: 'complete', what: 'memberships' },
    ]);
    expect(() => session.add(memberships())).toThrow('sorted already');
  });
});
