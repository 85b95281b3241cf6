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

import { createDeferred, DeferredPromise } from '@backstage/types';
import { Worker } from 'node:worker_threads';
import { Turns } from '../Turns';
import { ArrivingPages } from './ArrivingPages';
import { KernelBatch, KernelRequest, KernelSetup } from './KernelInput';
import { KernelResult } from './KernelResult';
import {
  buffersOf,
  KERNEL_THREAD,
  KernelAnswer,
  KernelMessage,
  kernelWorkerFile,
} from './kernelWorker';

/**
 * Keeps the thread small: it collects sooner what it made for a moment. The
 * typed arrays that it computes with are not among that.
 */
const YOUNG_GENERATION_MB = 12;

/** How long a thread that has nothing to do waits for the next plan. */
const IDLE_MS = 30_000;

let idle: { worker: Worker; timer: NodeJS.Timeout } | undefined;
/** Plans are computed one after the other, so memory is bounded. */
const turns = new Turns();

/** What a thread has computed, and what it still does. */
export interface KernelOutcome extends KernelResult {
  /** SHA-256 (hex) over the canonical rows. */
  fingerprint: Promise<string>;
  changePages: ArrivingPages;
}

/** What is being computed, and who waits for it. */
interface Computing {
  result: DeferredPromise<KernelResult>;
  fingerprint: DeferredPromise<string>;
  changePages: ArrivingPages;
}

/** Computes one plan in a thread of its own. */
export class KernelThread {
  /**
   * Runs with a thread, once those who came before are done. Whoever comes next
   * also waits for the change pages of this one.
   *
   * @param signal - ends the waiting and the computing at once, that of change
   * pages as well
   */
  static async with<T>(
    setup: KernelSetup,
    signal: AbortSignal | undefined,
    run: (thread: KernelThread) => Promise<T>,
  ): Promise<T> {
    const letNextIn = await turns.take(signal);
    let released: Promise<unknown> = Promise.resolve();
    try {
      const thread = new KernelThread(takeWorker(), setup, signal);
      try {
        return await run(thread);
      } catch (error) {
        thread.#giveUp(error as Error);
        throw error;
      } finally {
        released = thread.#release();
      }
    } finally {
      released.then(letNextIn);
    }
  }

  #broken: Error | undefined;
  #isComputing = false;
  #computing: Promise<unknown> = Promise.resolve();
  #awaited: Computing | undefined;
  readonly #onAbort = () => this.#break(this.signal!.reason);
  readonly #onError = (error: Error) => this.#break(error);
  readonly #onExit = () =>
    this.#break(new Error('The thread that computes plans ended too early.'));
  readonly #onAnswer = (answer: KernelAnswer) => {
    switch (answer.type) {
      case 'result':
        this.#awaited?.result.resolve(answer.content);
        break;
      case 'fingerprint':
        this.#awaited?.fingerprint.resolve(answer.content);
        break;
      case 'changePages':
        this.#awaited?.changePages.add(answer.content);
        break;
      case 'complete':
        this.#awaited?.changePages.complete();
        break;
      default:
        this.#fail(answer.error);
    }
  };

  private constructor(
    private readonly worker: Worker,
    setup: KernelSetup,
    private readonly signal: AbortSignal | undefined,
  ) {
    signal?.addEventListener('abort', this.#onAbort);
    worker.on('error', this.#onError);
    worker.on('exit', this.#onExit);
    worker.on('message', this.#onAnswer);
    this.#tell({ type: 'begin', setup });
  }

  /** Hands over a part; its typed arrays cannot be used afterwards. */
  add(batch: KernelBatch): void {
    this.#tell({ type: 'add', batch });
  }

  /** Computes what the parts amount to; all but the result comes later. */
  async compute(request: KernelRequest): Promise<KernelOutcome> {
    if (this.#broken) {
      throw this.#broken;
    }
    const { worker } = this;
    worker.ref();
    const result = createDeferred<KernelResult>();
    const fingerprint = createDeferred<string>();
    const changePages = new ArrivingPages();
    this.#awaited = { result, fingerprint, changePages };
    this.#isComputing = true;
    this.#computing = Promise.allSettled([
      result,
      fingerprint,
      changePages.all(),
    ]).then(() => {
      this.#isComputing = false;
      worker.unref();
    });
    this.#tell({ type: 'compute', request });
    return { ...(await result), fingerprint, changePages };
  }

  #tell(message: KernelMessage): void {
    this.worker.postMessage(message, buffersOf(message));
  }

  #fail(error: Error): void {
    this.#awaited?.result.reject(error);
    this.#awaited?.fingerprint.reject(error);
    this.#awaited?.changePages.fail(error);
  }

  /** Nobody wants what it still computes; a thread that rests can go on. */
  #giveUp(error: Error): void {
    if (this.#isComputing) {
      this.#break(error);
    }
  }

  #break(error: Error): void {
    this.#broken ??= error;
    this.#fail(error);
  }

  async #release(): Promise<void> {
    const { worker } = this;
    await this.#computing;
    this.signal?.removeEventListener('abort', this.#onAbort);
    worker.off('error', this.#onError);
    worker.off('exit', this.#onExit);
    worker.off('message', this.#onAnswer);
    if (this.#broken) {
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
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
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
