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
import { DirectoryFollower } from './DirectoryFollower';

describe('DirectoryFollower', () => {
  const logger = mockServices.logger.mock();
  const catchUp = jest.fn<Promise<void>, []>();
  let follower: DirectoryFollower;

  beforeEach(() => {
    jest.useFakeTimers();
    jest.resetAllMocks();
    catchUp.mockResolvedValue();
    follower = new DirectoryFollower({ catchUp, logger, pollMs: 10_000 });
  });

  afterEach(() => {
    follower.stop();
    jest.useRealTimers();
  });

  it('catches up when it starts, and not before', async () => {
    follower.hint();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(catchUp).toHaveBeenCalledTimes(0);

    follower.start();
    expect(catchUp).toHaveBeenCalledTimes(1);
  });

  it('catches up on every hint, at once', async () => {
    follower.start();
    await jest.advanceTimersByTimeAsync(1);

    follower.hint();

    expect(catchUp).toHaveBeenCalledTimes(2);
  });

  it('catches up without hints, at the interval', async () => {
    follower.start();
    await jest.advanceTimersByTimeAsync(9_999);
    expect(catchUp).toHaveBeenCalledTimes(1);

    await jest.advanceTimersByTimeAsync(1);
    expect(catchUp).toHaveBeenCalledTimes(2);
  });

  it('takes all hints that come while it is busy as one', async () => {
    let finish = () => {};
    catchUp.mockReturnValueOnce(
      new Promise(resolve => {
        finish = resolve;
      }),
    );
    follower.start();
    follower.hint();
    follower.hint();
    follower.hint();
    expect(catchUp).toHaveBeenCalledTimes(1);

    finish();
    await jest.advanceTimersByTimeAsync(1);

    expect(catchUp).toHaveBeenCalledTimes(2);
  });

  it('tries again soon after a fault, waiting longer each time, never longer than the interval', async () => {
    catchUp.mockRejectedValue(new Error('Not ready'));
    const startedAt = Date.now();
    const tries: number[] = [];
    catchUp.mockImplementation(async () => {
      tries.push(Date.now() - startedAt);
      throw new Error('Not ready');
    });

    follower.start();
    await jest.advanceTimersByTimeAsync(36_000);

    expect(tries).toEqual([0, 1_000, 3_000, 7_000, 15_000, 25_000, 35_000]);
    expect(logger.warn).toHaveBeenLastCalledWith(
      expect.stringContaining('Not ready'),
    );
  });

  it('begins with short waits again once it has caught up', async () => {
    catchUp
      .mockRejectedValueOnce(new Error('Not ready'))
      .mockRejectedValueOnce(new Error('Not ready'))
      .mockResolvedValueOnce()
      .mockRejectedValueOnce(new Error('Restarting'));
    follower.start();
    await jest.advanceTimersByTimeAsync(3_000);
    expect(catchUp).toHaveBeenCalledTimes(3);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(catchUp).toHaveBeenCalledTimes(4);

    await jest.advanceTimersByTimeAsync(1_000);

    expect(catchUp).toHaveBeenCalledTimes(5);
  });

  it('does nothing more once it is stopped', async () => {
    follower.start();
    await jest.advanceTimersByTimeAsync(1);

    follower.stop();
    follower.hint();
    await jest.advanceTimersByTimeAsync(60_000);

    expect(catchUp).toHaveBeenCalledTimes(1);
  });

  it('does not start when it was stopped before', async () => {
    follower.stop();
    follower.start();
    await jest.advanceTimersByTimeAsync(60_000);

    expect(catchUp).toHaveBeenCalledTimes(0);
  });
});
