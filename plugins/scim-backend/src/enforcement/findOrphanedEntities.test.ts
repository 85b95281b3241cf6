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

import { findOrphanedEntities, OrphanLookup } from './findOrphanedEntities';
import type { PlanDraft } from './plan';

const orphan = {
  entityRef: 'component:default/payments-api',
  formerOwners: ['user:default/leo.marchetti'],
};

const leo: any = { user: { active: true, entity_name: 'leo.marchetti' } };

const never = () => new Promise<never>(() => {});

function find(
  findOrphans?: OrphanLookup,
  {
    draft = { kind: 'enforce', removals: [leo] },
    patienceMs = 60_000,
    signal = new AbortController().signal,
  }: {
    draft?: Pick<PlanDraft, 'kind' | 'removals'>;
    patienceMs?: number;
    signal?: AbortSignal;
  } = {},
) {
  return findOrphanedEntities(draft, { findOrphans, patienceMs, signal });
}

describe('findOrphanedEntities', () => {
  it('asks the catalog about those who leave', async () => {
    const asked = jest.fn(async () => [orphan]);

    expect(await find(asked)).toEqual({
      found: { total: 1, items: [orphan] },
      guards: [],
    });
    expect(asked).toHaveBeenCalledWith(
      ['user:default/leo.marchetti'],
      expect.any(AbortSignal),
    );
  });

  it('asks nobody about a plan that ends no membership', async () => {
    const nobody = { found: { total: 0, items: [] }, guards: [] };
    const removals: PlanDraft['removals'] = [];

    expect(await find(never, { draft: { kind: 'enforce', removals } })).toEqual(
      nobody,
    );
    expect(
      await find(never, { draft: { kind: 'rollback', removals: [leo] } }),
    ).toEqual(nobody);
    expect(await find()).toEqual({ guards: [] });
  });

  it.each<[string, OrphanLookup, RegExp]>([
    [
      'cannot be asked',
      () => Promise.reject(new Error('Nobody answers.')),
      /without an active owner: Nobody answers\.$/,
    ],
    [
      'does not answer',
      never,
      /it had not answered everything within 0\.02 seconds$/,
    ],
  ])('warns if the catalog %s', async (_, asked, message) => {
    expect(await find(asked, { patienceMs: 20 })).toEqual({
      guards: [
        {
          guard: 'ownership',
          outcome: 'warn',
          message: expect.stringMatching(message),
          numbers: { leaving: 1 },
          overridable: false,
        },
      ],
    });
  });

  it('does not ask the catalog about a plan that nobody wants', async () => {
    const asked = jest.fn(never);
    const signal = AbortSignal.abort(new Error('Nobody waits.'));

    await expect(find(asked, { signal })).rejects.toThrow('Nobody waits.');
    expect(asked).not.toHaveBeenCalled();
  });

  it('waits no longer than the plan is wanted', async () => {
    const left = new AbortController();
    const asked = jest.fn<Promise<never>, [string[], AbortSignal]>(never);
    const finding = find(asked, { signal: left.signal });
    left.abort(new Error('Nobody waits.'));

    await expect(finding).rejects.toThrow('Nobody waits.');
    expect(asked.mock.calls[0][1].aborted).toBe(true);
  });
});
