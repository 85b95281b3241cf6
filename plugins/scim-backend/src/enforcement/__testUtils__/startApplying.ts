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

import { fork } from 'node:child_process';

/** What a process is to apply, and where. */
export interface Task {
  /** Of Knex. */
  connection: object;
  plan: { id: string; fingerprint: string };
  operationId: string;
}

/** A process that waits for a plan to apply, and can be killed meanwhile. */
export function startApplying() {
  const child = fork(require.resolve('./applyingProcess'), {
    execArgv: [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
    ],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const reached = (...phases: string[]) =>
    new Promise<string>((resolve, reject) => {
      child.on('message', ({ phase, message }: any) => {
        if (phases.includes(phase)) {
          resolve(phase);
        } else if (phase === 'failed') {
          reject(new Error(message));
        }
      });
      child.once('exit', () => resolve('exit'));
    });
  const started = reached('started');
  const gone = new Promise<void>(resolve => {
    child.once('exit', () => resolve());
  });
  return {
    /** Applies a plan; resolves once it removes role bindings. */
    async apply(task: Task) {
      await started;
      const removing = reached('removing');
      const ended = reached('done');
      child.send(task);
      await removing;
      return { ended };
    },
    /** As the operating system does it: without a chance to clean up. */
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
