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

import { Worker } from 'node:worker_threads';
import { KernelBatch, KernelRequest, KernelSetup } from './KernelInput';
import { KernelResult } from './KernelResult';
import {
  buffersOf,
  KERNEL_THREAD,
  KernelAnswer,
  KernelMessage,
  kernelWorkerFile,
} from './kernelWorker';

/** How long a thread that has nothing to do waits for the next plan. */
const IDLE_MS = 30_000;

let idle: { worker: Worker; timer: NodeJS.Timeout } | undefined;
/** Plans are computed one after the other, so memory is bounded. */
let queue: Promise<unknown> = Promise.resolve();

/** Computes one plan in a thread of its own. */
export class KernelThread {
  /**
   * Runs with a thread, once those who came before are done.
   *
   * @param signal - ends the waiting and the computing at once
   */
  static async with<T>(
    setup: KernelSetup,
    signal: AbortSignal | undefined,
    run: (thread: KernelThread) => Promise<T>,
  ): Promise<T> {
    const previous = queue;
    let done = () => {};
    queue = new Promise<void>(resolve => {
      done = resolve;
    });
    try {
      await unlessAborted(previous, signal);
      const thread = new KernelThread(takeWorker(), setup, signal);
      try {
        return await run(thread);
      } finally {
        thread.#release();
      }
    } finally {
      // Whoever gave up while waiting must not let the next one in too early.
      previous.then(done);
    }
  }

  #busy = false;
  #broken: Error | undefined;
  #reject: ((error: Error) => void) | undefined;
  readonly #onAbort = () => this.#break(this.signal!.reason);
  readonly #onError = (error: Error) => this.#break(error);
  readonly #onExit = () =>
    this.#break(new Error('The thread that computes plans ended too early.'));

  private constructor(
    private readonly worker: Worker,
    setup: KernelSetup,
    private readonly signal: AbortSignal | undefined,
  ) {
    signal?.addEventListener('abort', this.#onAbort);
    worker.on('error', this.#onError);
    worker.on('exit', this.#onExit);
    this.#tell({ type: 'begin', setup });
  }

  /** Hands over a part; its typed arrays cannot be used afterwards. */
  add(batch: KernelBatch): void {
    this.#tell({ type: 'add', batch });
  }

  /** Computes what the parts amount to. */
  async compute(request: KernelRequest): Promise<KernelResult> {
    if (this.#broken) {
      throw this.#broken;
    }
    this.#busy = true;
    const { worker } = this;
    worker.ref();
    let listener: ((answer: KernelAnswer) => void) | undefined;
    try {
      return await new Promise<KernelResult>((resolve, reject) => {
        this.#reject = reject;
        listener = answer =>
          answer.type === 'result'
            ? resolve(answer.result)
            : reject(answer.error);
        worker.on('message', listener);
        this.#tell({ type: 'compute', request });
      });
    } finally {
      this.#reject = undefined;
      this.#busy = false;
      worker.off('message', listener!);
      worker.unref();
    }
  }

  #tell(message: KernelMessage): void {
    this.worker.postMessage(message, buffersOf(message));
  }

  #break(error: Error): void {
    this.#broken ??= error;
    this.#reject?.(error);
  }

  #release(): void {
    const { worker } = this;
    this.signal?.removeEventListener('abort', this.#onAbort);
    worker.off('error', this.#onError);
    worker.off('exit', this.#onExit);
    if (this.#broken || this.#busy) {
      worker.terminate();
    } else {
      this.#tell({ type: 'end' });
      keepWorker(worker);
    }
  }
}

function takeWorker(): Worker {
  if (idle) {
    const { worker, timer } = idle;
    clearTimeout(timer);
    idle = undefined;
    return worker;
  }
  const worker = new Worker(kernelWorkerFile, {
    workerData: KERNEL_THREAD,
    execArgv: execArgv(),
  });
  // A thread must not keep the process alive.
  worker.unref();
  worker.on('error', () => forgetWorker(worker));
  worker.on('exit', () => forgetWorker(worker));
  return worker;
}

function keepWorker(worker: Worker): void {
  const timer = setTimeout(() => {
    forgetWorker(worker);
    worker.terminate();
  }, IDLE_MS);
  timer.unref();
  idle = { worker, timer };
}

/** Whoever comes next starts another one. */
function forgetWorker(worker: Worker): void {
  if (idle?.worker === worker) {
    clearTimeout(idle.timer);
    idle = undefined;
  }
}

/** Source is TypeScript; what is published is JavaScript. */
function execArgv(): string[] {
  const transform = '@backstage/cli/config/nodeTransform.cjs';
  return kernelWorkerFile.endsWith('.ts')
    ? ['--require', require.resolve(transform)]
    : [];
}

/** Waits, but no longer than until the signal is aborted. */
async function unlessAborted(
  waiting: Promise<unknown>,
  signal: AbortSignal | undefined,
): Promise<void> {
  let giveUp = () => {};
  const aborted = new Promise<void>(resolve => {
    giveUp = resolve;
    signal?.addEventListener('abort', giveUp);
  });
  await (signal?.aborted ? undefined : Promise.race([waiting, aborted]));
  signal?.removeEventListener('abort', giveUp);
  signal?.throwIfAborted();
}
