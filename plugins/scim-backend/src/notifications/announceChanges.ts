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

import { LifecycleService } from '@backstage/backend-plugin-api';
import type { ScimDatabase } from '../database';
import { Announcer } from './Announcer';

/** How long changes are gathered, in milliseconds. */
const GATHER_MS = 2_000;

/** How often it is looked without a change, in milliseconds. */
const INTERVAL_MS = 60_000;

/**
 * Announces shortly after each change, and every minute what no change brings:
 * requests of identity providers that were refused.
 */
export function announceChanges(options: {
  database: ScimDatabase;
  lifecycle: LifecycleService;
  announcer: Announcer;
}): void {
  const { database, lifecycle, announcer } = options;
  let timer: NodeJS.Timeout | undefined;
  lifecycle.addStartupHook(() => {
    const interval = setInterval(() => announcer.run(), INTERVAL_MS).unref();
    database.onCommit(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        announcer.run();
      }, GATHER_MS).unref();
    });
    lifecycle.addShutdownHook(() => {
      clearInterval(interval);
      clearTimeout(timer);
    });
  });
}
