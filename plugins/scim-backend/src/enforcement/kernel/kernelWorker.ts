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

import { constants, getPriority, platform, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { KernelBatch, KernelRequest, KernelSetup } from './KernelInput';
import { KernelResult } from './KernelResult';
import { KernelSession } from './KernelSession';

/** This file: a thread of its own runs it too. */
export const kernelWorkerFile = __filename;

/** What tells the thread that it is to serve. */
export const KERNEL_THREAD = 'backstage-scim-kernel';

/** Change pages that are handed over together. */
const PORTION = 16;

/** How much further than the process the thread gives way. */
const NICENESS = 5;

/** What the thread is told; answers come to `compute` only. */
export type KernelMessage =
  | { type: 'begin'; setup: KernelSetup }
  | { type: 'add'; batch: KernelBatch }
  | { type: 'compute'; request: KernelRequest }
  /** Forget what was read. */
  | { type: 'end' };

export type KernelAnswer =
  | { type: 'result'; content: KernelResult }
  /** Comes after the result. */
  | { type: 'fingerprint'; content: string }
  /** Come after the result, some at a time. */
  | { type: 'changePages'; content: string[] }
  | { type: 'complete' }
  | { type: 'failure'; error: Error };

/** Serves one plan after the other. */
function serve(port: NonNullable<typeof parentPort>): void {
  let session: KernelSession | undefined;
  let failure: Error | undefined;
  const attempt = (run: () => void) => {
    try {
      run();
    } catch (error) {
      failure ??= error as Error;
    }
  };
  const answer = (message: KernelAnswer) => port.postMessage(message);
  const compute = (request: KernelRequest) => {
    if (!failure) {
      answer({ type: 'result', content: session!.compute(request) });
      answer({ type: 'fingerprint', content: session!.fingerprint() });
      let pages: string[] = [];
      for (const page of session!.changePages()) {
        pages.push(page);
        if (pages.length === PORTION) {
          answer({ type: 'changePages', content: pages });
          pages = [];
        }
      }
      answer({ type: 'changePages', content: pages });
      answer({ type: 'complete' });
    }
  };
  port.on('message', (message: KernelMessage) => {
    switch (message.type) {
      case 'begin':
        failure = undefined;
        session = new KernelSession(message.setup);
        break;
      case 'add':
        attempt(() => session!.add(message.batch));
        break;
      case 'compute':
        attempt(() => compute(message.request));
        if (failure) {
          answer({ type: 'failure', error: failure });
        }
        session = undefined;
        break;
      default:
        session = undefined;
    }
  });
}

/**
 * Lets the event loop go first where there are too few processors. On Linux
 * this concerns the calling thread only (setpriority(2)), elsewhere the whole
 * process.
 */
function giveWay(): void {
  if (platform() === 'linux') {
    try {
      const { PRIORITY_LOW: last } = constants.priority;
      setPriority(Math.min(getPriority() + NICENESS, last));
    } catch {
      // A sandbox may forbid it; everybody is as important, then.
    }
  }
}

/** The memory behind all typed arrays in a message; it moves with it. */
export function buffersOf(message: unknown): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  const visit = (value: unknown) => {
    if (ArrayBuffer.isView(value)) {
      buffers.add(value.buffer as ArrayBuffer);
    } else if (value && typeof value === 'object' && !Array.isArray(value)) {
      Object.values(value).forEach(visit);
    }
  };
  visit(message);
  return [...buffers];
}

if (parentPort && workerData === KERNEL_THREAD) {
  giveWay();
  serve(parentPort);
}
