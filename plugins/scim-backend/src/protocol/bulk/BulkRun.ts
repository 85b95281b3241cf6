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

import { LoggerService } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import type { AnsweredRequest } from '../../connections';
import type { OrganizationChange, ScimDatabase } from '../../database';
import { ScimError, toScimError, toScimErrorBody } from '../errors';
import { entityTag } from '../http/preconditions';
import type { ScimCaller } from '../http/ScimCaller';
import type { StoredResource } from '../resources/ResourceEndpoint';
import type { ResourceWriter } from '../resources/ResourceWriter';
import { valueNamed } from '../schema/namedEntries';
import { BulkOperation, parseBulkOperation } from './BulkOperation';
import type { BulkRequest } from './BulkRequest';
import { findCircle } from './findCircle';
import {
  referencesIn,
  resolveReferences,
  withoutReferences,
} from './bulkReferences';

/** What a bulk request needs. */
export interface BulkOptions {
  database: ScimDatabase;
  writers: ReadonlyArray<ResourceWriter<any>>;
  caller: ScimCaller;
  logger: LoggerService;
  /** Absolute address of the SCIM endpoint, without a slash at the end. */
  baseUrl: string;
}

/** An operation that waits for its turn. */
interface Step {
  position: number;
  operation?: BulkOperation;
  /** Why the operation is none. */
  refusal?: unknown;
  /** The bulk ids that it refers to, without those that are settled. */
  open: Set<string>;
  /** One that it refers to, and that nothing was created for. */
  missing?: string;
}

const SUCCESS = { POST: '201', PUT: '200', PATCH: '200', DELETE: '204' };

/**
 * One bulk request. Operations run in their order, each a write of its own, but
 * after those that create what they refer to. Operations that refer to one
 * another in a circle are one write: all of their resources are created without
 * the references, and get them once there is something to refer to; or else none
 * is created (RFC 7644 §3.7.1).
 */
export class BulkRun {
  /** The operations that failed, as if each had been a request. */
  readonly failures: AnsweredRequest[] = [];
  readonly #results: JsonObject[];
  /** Bulk ids of what the request is to create. */
  readonly #promised = new Set<string>();
  /** Those of them that it could not create. */
  readonly #failed = new Set<string>();
  /** Ids of what it has created, by bulk id. */
  readonly #created = new Map<string, string>();
  #errors = 0;

  constructor(
    private readonly request: BulkRequest,
    private readonly options: BulkOptions,
  ) {
    this.#results = new Array(request.operations.length);
  }

  /** The results of all operations that were tried, in their order. */
  async run(): Promise<JsonObject[]> {
    let waiting = this.request.operations.map((operation, position) =>
      this.#readStep(operation, position),
    );
    while (waiting.length > 0 && !this.#isOver()) {
      const later: Step[] = [];
      for (const step of waiting) {
        if (this.#mustWait(step)) {
          later.push(step);
        } else if (!this.#isOver()) {
          await this.#run(step);
        }
      }
      const isStuck = later.length === waiting.length;
      const circle = isStuck ? findCircle(later) : [];
      await this.#runCircle(circle);
      waiting = later.filter(step => !circle.includes(step));
    }
    return this.#results.filter(result => result !== undefined);
  }

  #isOver(): boolean {
    const { failOnErrors } = this.request;
    return failOnErrors !== undefined && this.#errors >= failOnErrors;
  }

  #readStep(written: JsonObject, position: number): Step {
    try {
      const operation = parseBulkOperation(written);
      const { bulkId, method, id, data } = operation;
      if (method === 'POST') {
        if (this.#promised.has(bulkId!)) {
          throw ScimError.invalidValue(
            `There are several operations with the bulkId '${bulkId}'.`,
          );
        }
        this.#promised.add(bulkId!);
      }
      return { position, operation, open: referencesIn([id ?? null, data]) };
    } catch (refusal) {
      return { position, refusal, open: new Set() };
    }
  }

  #mustWait(step: Step): boolean {
    for (const bulkId of step.open) {
      if (this.#created.has(bulkId)) {
        step.open.delete(bulkId);
      } else if (!this.#promised.has(bulkId)) {
        step.missing = bulkId;
        step.open.clear();
      }
    }
    return step.open.size > 0;
  }

  async #run(step: Step): Promise<void> {
    const { operation, refusal, missing } = step;
    try {
      if (!operation) {
        throw refusal;
      }
      if (missing !== undefined) {
        throw this.#failed.has(missing)
          ? nothingCreatedFor(missing)
          : ScimError.invalidValue(
              `No operation of the request has the bulkId '${missing}'.`,
            );
      }
      this.#succeed(
        step,
        await this.#write({
          ...operation,
          id: resolveReferences(operation.id, this.#created),
          data: resolveReferences(operation.data, this.#created),
        }),
      );
    } catch (error) {
      this.#fail(step, error);
    }
  }

  /** Creates resources that refer to one another: all of them, or none. */
  async #runCircle(circle: Step[]): Promise<void> {
    if (circle.length === 0) {
      return;
    }
    const created = new Map(this.#created);
    let current = circle[0];
    try {
      const written = await this.options.database.write(async change => {
        for (const step of circle) {
          current = step;
          const { operation } = step;
          const { uuid } = await this.#write(
            {
              ...operation!,
              data: withoutReferences(
                resolveReferences(operation!.data, this.#created),
              ),
            },
            change,
          );
          created.set(operation!.bulkId!, uuid);
        }
        const completed: StoredResource[] = [];
        for (const step of circle) {
          current = step;
          const { operation } = step;
          completed.push(
            await this.#write(
              {
                ...operation!,
                method: 'PUT',
                version: undefined,
                id: created.get(operation!.bulkId!),
                data: resolveReferences(operation!.data, created),
              },
              change,
            ),
          );
        }
        return completed;
      });
      circle.forEach((step, index) => this.#succeed(step, written[index]));
    } catch (error) {
      this.#fail(current, error);
      for (const step of circle.filter(other => other !== current)) {
        const { bulkId } = current.operation!;
        this.#fail(step, nothingCreatedFor(bulkId!));
      }
    }
  }

  async #write(
    operation: BulkOperation,
    change?: OrganizationChange,
  ): Promise<StoredResource> {
    const { method, data, version } = operation;
    const writer = this.#writerOf(operation);
    const request = { caller: this.options.caller, change };
    const target = {
      id: operation.id ?? '',
      preconditions: { 'if-match': version },
    };
    const { stored } = await {
      POST: () => writer.create(request, data),
      PUT: () => writer.replace(request, target, data),
      PATCH: () => writer.patch(request, target, data),
      DELETE: () => writer.remove(request, target),
    }[method]();
    return stored;
  }

  #writerOf({ collection }: BulkOperation): ResourceWriter<any> {
    const writer = this.options.writers.find(
      ({ path }) => path.toLowerCase() === collection.toLowerCase(),
    );
    if (!writer) {
      throw ScimError.invalidPath(
        `A bulk request cannot change '${collection.slice(0, 100)}'.`,
      );
    }
    return writer;
  }

  #succeed({ position, operation }: Step, stored: StoredResource): void {
    const { method, bulkId } = operation!;
    if (method === 'POST') {
      this.#created.set(bulkId!, stored.uuid);
    }
    this.#results[position] = {
      method,
      ...(bulkId !== undefined && { bulkId }),
      location: this.#locationOf(operation!, stored.uuid),
      ...(method !== 'DELETE' && { version: entityTag(stored.version) }),
      status: SUCCESS[method],
    };
  }

  #fail({ position, operation }: Step, error: unknown): void {
    const id = operation?.id;
    this.#errors++;
    const { status } = toScimError(error);
    if (status >= 500 && !(error instanceof ScimError)) {
      this.options.logger.error(
        'An operation of a SCIM bulk request failed',
        Object(error),
      );
    }
    if (operation?.method === 'POST') {
      this.#promised.delete(operation.bulkId!);
      this.#failed.add(operation.bulkId!);
    }
    const written = this.request.operations[position];
    const method = valueNamed(written, 'method');
    const bulkId = valueNamed(written, 'bulkId');
    const body = toScimErrorBody(error);
    this.failures.push({
      method: operation?.method ?? 'POST',
      path: operation ? `/Bulk → ${valueNamed(written, 'path')}` : '/Bulk',
      status,
      body: operation?.data ?? written,
      error: body,
    });
    this.#results[position] = {
      ...(typeof method === 'string' && { method }),
      ...(typeof bulkId === 'string' && { bulkId }),
      ...(id !== undefined && {
        location: this.#locationOf(
          operation!,
          resolveReferences(id, this.#created),
        ),
      }),
      status: String(status),
      response: { ...body },
    };
  }

  #locationOf(operation: BulkOperation, id: string): string {
    const { baseUrl, writers } = this.options;
    const { collection } = operation;
    const known = writers.find(
      ({ path }) => path.toLowerCase() === collection.toLowerCase(),
    );
    return `${baseUrl}${known?.path ?? collection}/${id}`;
  }
}

function nothingCreatedFor(bulkId: string): ScimError {
  return new ScimError(
    409,
    `Nothing was created for 'bulkId:${bulkId}', which this refers to.`,
  );
}
