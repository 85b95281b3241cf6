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
import { PrincipalStatus } from '@backstage-scim/plugin-scim-common';
import { PrincipalStatusCache } from './PrincipalStatusCache';

const active = { known: true, active: true, administrator: false };
const gone = { known: true, active: false, administrator: false };
const unknown = { known: false, active: false, administrator: false };
const ada = 'user:default/ada';

describe('PrincipalStatusCache', () => {
  const ask = jest.fn<Promise<PrincipalStatus>, [string]>();
  const logger = mockServices.logger.mock();
  let now: number;
  let cache: PrincipalStatusCache;
  const statuses = {
    get: (userEntityRef: string) => cache.get(userEntityRef, ask),
    flush: () => cache.flush(),
  };

  beforeEach(() => {
    jest.resetAllMocks();
    ask.mockResolvedValue(active);
    now = 0;
    cache = new PrincipalStatusCache({
      logger,
      now: () => now,
    });
  });

  it('asks about a person twice a second', async () => {
    await statuses.get(ada);
    now = 499;
    await statuses.get(ada);
    expect(ask).toHaveBeenCalledTimes(1);

    now = 500;
    ask.mockResolvedValue(gone);
    expect(await statuses.get(ada)).toEqual(gone);
  });

  it('asks once for all who want to know at the same time', async () => {
    const answers = await Promise.all([
      statuses.get(ada),
      statuses.get(ada),
      statuses.get(ada),
    ]);

    expect(answers).toEqual([active, active, active]);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('tells people apart', async () => {
    ask.mockImplementation(async ref => (ref === ada ? active : gone));

    expect(await statuses.get(ada)).toEqual(active);
    expect(await statuses.get('user:default/ben')).toEqual(gone);
  });

  it('asks at once after a flush', async () => {
    await statuses.get(ada);
    ask.mockResolvedValue(gone);

    now = 1;
    statuses.flush();
    now = 2;

    expect(await statuses.get(ada)).toEqual(gone);
  });

  it('does not take an answer from before a flush for one from after it', async () => {
    let answer = (_: PrincipalStatus) => {};
    ask.mockReturnValueOnce(
      new Promise(resolve => {
        answer = resolve;
      }),
    );
    const early = statuses.get(ada);
    statuses.flush();
    ask.mockResolvedValue(gone);
    now = 1;

    expect(await statuses.get(ada)).toEqual(gone);
    answer(active);
    await early;

    expect(await statuses.get(ada)).toEqual(gone);
  });

  it('tells somebody who was deleted from a stranger, as long as their token may be valid', async () => {
    await statuses.get(ada);
    ask.mockResolvedValue(unknown);

    now = 1_000;
    expect(await statuses.get(ada)).toEqual(gone);
    expect(await statuses.get('user:default/stranger')).toEqual(unknown);
    now = 3_599_000;
    expect(await statuses.get(ada)).toEqual(gone);
    now = 3_600_000;
    expect(await statuses.get(ada)).toEqual(unknown);
  });

  it('welcomes somebody back who was deleted and provisioned again', async () => {
    await statuses.get(ada);
    ask.mockResolvedValue(unknown);
    now = 1_000;
    await statuses.get(ada);
    ask.mockResolvedValue(active);
    now = 2_000;

    expect(await statuses.get(ada)).toEqual(active);
  });

  describe('while the SCIM plugin does not answer', () => {
    it('lets the last answer stand in for a minute', async () => {
      await statuses.get(ada);
      ask.mockRejectedValue(new Error('Connection refused'));

      now = 59_999;
      expect(await statuses.get(ada)).toEqual(active);
      now = 61_000;
      expect(await statuses.get(ada)).toBeUndefined();
    });

    it('does not extend that minute by asking in vain', async () => {
      await statuses.get(ada);
      ask.mockRejectedValue(new Error('Connection refused'));

      for (now = 2_000; now < 60_000; now += 2_000) {
        expect(await statuses.get(ada)).toEqual(active);
      }

      expect(await statuses.get(ada)).toBeUndefined();
    });

    it('knows nothing about somebody it has never heard of', async () => {
      ask.mockRejectedValue(new Error('Connection refused'));

      expect(await statuses.get(ada)).toBeUndefined();
      expect(logger.warn).toHaveBeenCalledWith(
        expect.stringMatching(/user:default\/ada.*Connection refused/),
      );
    });

    it('does not ask again within half a second', async () => {
      ask.mockRejectedValue(new Error('Connection refused'));
      await statuses.get(ada);
      now = 499;
      await statuses.get(ada);

      expect(ask).toHaveBeenCalledTimes(1);
    });

    it('does not wait for ever', async () => {
      jest.useFakeTimers();
      try {
        ask.mockReturnValue(new Promise(() => {}));
        const answer = statuses.get(ada);
        await jest.advanceTimersByTimeAsync(5_000);

        expect(await answer).toBeUndefined();
      } finally {
        jest.useRealTimers();
      }
    });

    it('trusts the next answer again', async () => {
      ask.mockRejectedValueOnce(new Error('Connection refused'));
      await statuses.get(ada);
      now = 1_000;

      expect(await statuses.get(ada)).toEqual(active);
    });
  });

  it('forgets the longest unseen when it knows ten thousand', async () => {
    for (let i = 0; i <= 10_000; i++) {
      await statuses.get(`user:default/${i}`);
    }
    ask.mockClear();

    await statuses.get('user:default/10000');
    expect(ask).toHaveBeenCalledTimes(0);
    await statuses.get('user:default/0');
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
