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

import { CatalogDelta } from './CatalogDelta';

describe('CatalogDelta', () => {
  it('keeps a name that is handed over, in whichever order the slice says so', () => {
    const leaver = { kind: 'user' as const, id: 'a', entityName: 'ada' };
    const heir = {
      kind: 'user' as const,
      id: 'b',
      entityName: 'ada',
      user: { id: 'b', entityName: 'ada', userName: 'ada', groups: [] },
    };

    for (const changes of [
      [leaver, heir],
      [heir, leaver],
    ]) {
      const delta = new CatalogDelta();
      delta.addChanges(changes);
      expect(delta.removed).toEqual([]);
      expect(delta.added.map(({ entity }) => entity.metadata.name)).toEqual([
        'ada',
      ]);
    }
  });

  it('takes the last word of several slices', () => {
    const user = { id: 'a', entityName: 'ada', userName: 'ada', groups: [] };
    const delta = new CatalogDelta();
    delta.addPage({ users: [user], groups: [] });
    delta.addChanges([{ kind: 'user', id: 'a', entityName: 'ada' }]);

    expect(delta.added).toEqual([]);
    expect(delta.removed).toEqual([
      { entityRef: 'user:default/ada', locationKey: 'scim' },
    ]);
  });

  it('tells a user and a group of one name apart', () => {
    const delta = new CatalogDelta();
    delta.addChanges([
      { kind: 'user', id: 'a', entityName: 'platform' },
      {
        kind: 'group',
        id: 'b',
        entityName: 'platform',
        group: {
          id: 'b',
          entityName: 'platform',
          displayName: 'Platform',
          children: [],
        },
      },
    ]);

    expect(delta.removed.map(({ entityRef }) => entityRef)).toEqual([
      'user:default/platform',
    ]);
    expect(delta.added.map(({ entity }) => entity.kind)).toEqual(['Group']);
  });
});
