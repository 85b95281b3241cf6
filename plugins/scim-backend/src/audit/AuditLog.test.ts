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

import { mockServices } from '@backstage/backend-test-utils';
import { testDatabases } from '../__testUtils__/testDatabases';
import { ScimDatabase } from '../database';
import { AuditLog } from './AuditLog';

jest.setTimeout(60_000);

describe('AuditLog', () => {
  const databases = testDatabases();

  describe.each(databases.ids)('on %s', id => {
    async function logOf(actions: string[], key?: string) {
      const database = await databases.create(id);
      const log = await openLog(database, key);
      for (const action of actions) {
        await database.write(change =>
          log.record(change, {
            actor: 'user:default/mara',
            action,
            target: 'prod-cloud',
            detail: { bindings: 3 },
          }),
        );
      }
      return { database, log };
    }

    function openLog(database: ScimDatabase, key?: string, keys?: string[]) {
      return AuditLog.create({
        database,
        config: mockServices.rootConfig({
          data: key ? { scim: { audit: { key, keys } } } : {},
        }),
      });
    }

    it('lists entries newest first, page by page', async () => {
      const { log } = await logOf(['a.one', 'a.two', 'a.three']);

      const first = await log.list({ limit: 2 });
      const second = await log.list({ limit: 2, before: first.next });

      expect(first).toMatchObject({
        totalItems: 3,
        next: 2,
        items: [
          { seq: 3, action: 'a.three' },
          { seq: 2, action: 'a.two' },
        ],
      });
      expect(second.next).toBeUndefined();
      expect(second.items).toEqual([
        {
          seq: 1,
          at: expect.stringMatching(/^\d{4}-.*Z$/),
          actor: 'user:default/mara',
          action: 'a.one',
          target: 'prod-cloud',
          detail: { bindings: 3 },
          hash: expect.stringMatching(/^[0-9a-f]{64}$/),
          keyId: expect.stringMatching(/^[0-9a-f]{16}$/),
        },
      ]);
    });

    it('does not raise the revision', async () => {
      const { database } = await logOf(['a.one']);

      expect(await database.knex('organization').first()).toMatchObject({
        revision: 0,
      });
    });

    it('forgets entries of a write that failed', async () => {
      const { database, log } = await logOf(['a.one']);

      await expect(
        database.write(async change => {
          await log.record(change, { actor: 'x', action: 'a.two' });
          throw new Error('Halfway');
        }),
      ).rejects.toThrow('Halfway');

      expect((await log.list({ limit: 10 })).totalItems).toBe(1);
    });

    it('finds every entry as it was written', async () => {
      const { log } = await logOf(['a.one', 'a.two']);
      const { items } = await log.list({ limit: 1 });

      expect(await log.verify()).toEqual({
        intact: true,
        entries: 2,
        head: items[0].hash,
      });
    });

    it.each([
      ['actor', 'user:default/eve'],
      ['action', 'a.nothing'],
      ['target', null],
      ['detail', '{"bindings":0}'],
      ['at', '2020-01-01T00:00:00.000Z'],
    ])('names the first entry whose %s was changed', async (column, value) => {
      const { database, log } = await logOf(['a.one', 'a.two', 'a.three']);
      await database
        .knex('audit_log')
        .where({ seq: 2 })
        .update({ [column]: value });

      expect(await log.verify()).toMatchObject({
        intact: false,
        entries: 1,
        firstBad: {
          seq: 2,
          reason: 'The entry was changed after it was written.',
        },
      });
    });

    it('names an entry that was taken out', async () => {
      const { database, log } = await logOf(['a.one', 'a.two', 'a.three']);
      await database.knex('audit_log').where({ seq: 2 }).delete();

      expect(await log.verify()).toMatchObject({
        intact: false,
        firstBad: { seq: 2, reason: 'The entry is missing.' },
      });
    });

    it('does not take entries signed with another key for its own', async () => {
      const { database } = await logOf(['a.one'], 'the-configured-key');
      const stranger = await openLog(database, 'another-key');

      expect(await stranger.verify()).toMatchObject({
        intact: false,
        firstBad: { seq: 1 },
      });
    });

    it('takes entries of an earlier key for its own, if the configuration names it', async () => {
      const { database } = await logOf(['a.one'], 'the-first-key');
      const rotated = await openLog(database, 'the-second-key', [
        'the-first-key',
      ]);
      await database.write(change =>
        rotated.record(change, { actor: 'x', action: 'a.two' }),
      );

      expect(await rotated.verify()).toMatchObject({ intact: true });
      const forgetful = await openLog(database, 'the-second-key');
      expect(await forgetful.verify()).toMatchObject({
        intact: false,
        firstBad: { seq: 1, reason: expect.stringContaining('not known') },
      });
    });

    it('trusts the key in the database no more once a configured one was used', async () => {
      const { database } = await logOf(['a.one']);
      const configured = await openLog(database, 'the-configured-key');
      await database.write(change =>
        configured.record(change, { actor: 'x', action: 'a.two' }),
      );
      expect(await configured.verify()).toMatchObject({ intact: true });

      // As somebody who can write to the database would forge an entry.
      const forger = await openLog(database);
      await database.write(change =>
        forger.record(change, { actor: 'x', action: 'a.three' }),
      );

      expect(await configured.verify()).toMatchObject({
        intact: false,
        firstBad: { seq: 3, reason: expect.stringContaining('database') },
      });
    });

    it('notices a cut tail by a head that was kept', async () => {
      const { database, log } = await logOf(['a.one', 'a.two', 'a.three']);
      const head = await log.head();
      expect(await log.verify(head)).toMatchObject({ intact: true });

      await database.knex('audit_log').where('seq', '>', 1).delete();

      expect(await log.verify()).toMatchObject({ intact: true, entries: 1 });
      expect(await log.verify(head)).toMatchObject({
        intact: false,
        firstBad: { seq: 2, reason: expect.stringContaining('3 entries') },
      });
    });

    it('notices a head that is another one', async () => {
      const { log } = await logOf(['a.one', 'a.two']);

      expect(await log.verify({ seq: 1, hash: 'f'.repeat(64) })).toMatchObject({
        intact: false,
        firstBad: { seq: 1 },
      });
    });

    it.each([
      [{ action: 'a.two' }, [2]],
      [{ action: 'a' }, [1, 2]],
      [{ action: '%' }, []],
      [{ actor: 'user:default/mara', target: 'prod-cloud' }, [1, 2, 3]],
      [{ actor: 'user:default/eve' }, []],
      [{ since: '2100-01-01T00:00:00Z' }, []],
      [{ until: '2100-01-01T00:00:00Z' }, [1, 2, 3]],
    ])('reads what %j asks for', async (filter, expected) => {
      const { log } = await logOf(['a.one', 'a.two', 'b.one']);

      const exported: number[] = [];
      for await (const { seq } of log.entries(filter)) {
        exported.push(seq);
      }
      const { items, totalItems } = await log.list({ limit: 10, filter });

      expect(exported).toEqual(expected);
      expect(items.map(({ seq }) => seq)).toEqual([...expected].reverse());
      expect(totalItems).toBe(expected.length);
    });

    it('keeps its key over a restart', async () => {
      const { database } = await logOf(['a.one', 'a.two']);

      expect(await (await openLog(database)).verify()).toMatchObject({
        intact: true,
      });
    });

    it('tells the auditor what was committed, and only that', async () => {
      const database = await databases.create(id);
      const success = jest.fn(async () => {});
      const createEvent = jest.fn(async () => ({ success, fail: jest.fn() }));
      const log = await AuditLog.create({
        database,
        config: mockServices.rootConfig(),
        auditor: { createEvent },
      });

      await expect(
        database.write(async change => {
          await log.record(change, { actor: 'x', action: 'access.fail' });
          throw new Error('Halfway');
        }),
      ).rejects.toThrow('Halfway');
      await database.write(change =>
        log.record(change, { actor: 'x', action: 'access.import' }),
      );
      await database.write(async () => {});

      expect(createEvent.mock.calls).toEqual([
        [{ eventId: 'access-import', meta: { actor: 'x' } }],
      ]);
      expect(success).toHaveBeenCalledTimes(1);
    });
  });
});
