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

import { OperationProgress } from '@backstage-scim/plugin-scim-common';
import { Response } from 'express';
import type { EnforcementService } from '../enforcement';

/** Often enough for proxies not to take the connection for a dead one. */
const KEEP_ALIVE_MS = 15_000;

/**
 * Sends how far an operation is as server-sent events (HTML Living Standard,
 * section 9.2), from its last report on until it is over. An operation that is
 * not known yet is waited for.
 */
export function sendProgress(
  enforcement: EnforcementService,
  operationId: string,
  response: Response,
): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store',
    // Keeps nginx from collecting events.
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  const keepAlive = setInterval(
    () => response.write(':\n\n'),
    KEEP_ALIVE_MS,
  ).unref();
  const send = (progress: OperationProgress) => {
    response.write(`data: ${JSON.stringify(progress)}\n\n`);
    if (progress.phase === 'done' || progress.phase === 'failed') {
      response.end();
    }
  };
  const stop = enforcement.watchProgress(operationId, send);
  response.once('close', () => {
    clearInterval(keepAlive);
    stop();
  });
  const latest = enforcement.getProgress(operationId);
  if (latest) {
    send(latest);
  }
}
