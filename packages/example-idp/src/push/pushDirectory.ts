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

import { Directory } from '../directory';
import { assignedOnly } from './assignedOnly';
import { planPush } from './planPush';
import { PushRequest } from './PushPlan';
import { PushSummary, summarize } from './PushSummary';
import { ScimGroup, ScimSnapshot, ScimUser } from './scimResources';
import { ScimRequestError } from './ScimRequestError';
import { ScimTarget } from './ScimTarget';
import { ProviderStyle, WordedRequest } from './styles';

/** Requests that travel at once. */
const CONCURRENCY = 4;

/** Told how far a push is. */
export type PushListener = (done: number, total: number, title: string) => void;

/** How to push. */
export interface PushOptions {
  /** How the requests are worded; by the RFCs unless set. */
  style?: ProviderStyle;
  /** Told after each request. */
  onProgress?: PushListener;
  /** What the service holds now; everything it lists unless set. */
  snapshot?: ScimSnapshot;
}

/**
 * Brings a SCIM service to the state of a directory: everything the first
 * time, then only differences.
 *
 * @param directory - what should be
 * @param target - the service
 * @throws {@link ScimRequestError} on the first request that is refused; what
 * was done until then stays, and pushing again goes on from there
 */
export async function pushDirectory(
  directory: Directory,
  target: ScimTarget,
  { style, onProgress = () => {}, snapshot }: PushOptions = {},
): Promise<PushSummary> {
  const plan = planPush(
    assignedOnly(directory),
    snapshot ?? {
      users: await target.list<ScimUser>('/Users'),
      groups: await target.list<ScimGroup>('/Groups'),
    },
    style,
  );
  const total = plan.waves.reduce((sum, wave) => sum + wave.length, 0);
  const ids = new Map<string, string>();
  const done: PushRequest[] = [];

  for (const wave of plan.waves) {
    const queue = [...wave];
    const worker = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        try {
          const id = await perform(next, target, ids);
          if (next.creates && id) {
            ids.set(next.creates, id);
          }
        } catch (error) {
          queue.length = 0;
          throw error instanceof ScimRequestError
            ? error.during(next.title)
            : error;
        }
        done.push(next);
        onProgress(done.length, total, next.title);
      }
    };
    await Promise.all(
      Array.from({ length: Math.min(CONCURRENCY, wave.length) }, worker),
    );
  }
  return summarize(plan, done);
}

/** @returns the SCIM `id` of what it created */
async function perform(
  request: PushRequest,
  target: ScimTarget,
  ids: Map<string, string>,
): Promise<string | undefined> {
  const id = await create(request, target, ids);
  for (const next of request.then ?? []) {
    await send(next, target, ids);
  }
  return id;
}

async function create(
  request: PushRequest,
  target: ScimTarget,
  ids: Map<string, string>,
): Promise<string | undefined> {
  try {
    return await send(request, target, ids);
  } catch (error) {
    const status = error instanceof ScimRequestError && error.status;
    if (status === 404 && request.method === 'DELETE') {
      return undefined;
    }
    if (status === 409 && request.creates) {
      // An earlier try got through although its answer did not.
      const [existing] = await target.list<{ id: string }>(
        request.path,
        `externalId eq ${JSON.stringify(request.creates)}`,
      );
      if (existing) {
        return existing.id;
      }
    }
    throw error;
  }
}

/** @returns the `id` in the answer */
async function send(
  request: WordedRequest,
  target: ScimTarget,
  ids: Map<string, string>,
): Promise<string | undefined> {
  const found =
    request.before &&
    (await target.send<object>('GET', resolve(request.before, ids)));
  const answer = await target.send<{ id?: string } | undefined>(
    request.method,
    resolve(request.path, ids),
    resolve(
      request.echo
        ? { ...Object(found), ...Object(request.body) }
        : request.body,
      ids,
    ),
  );
  return answer?.id;
}

/** Puts the ids of what was created in the place of `bulkId:…`. */
function resolve<T>(value: T, ids: Map<string, string>): T {
  if (typeof value === 'string') {
    const [, before, whole] = /^(.*)bulkId:(.*)$/s.exec(value) ?? [];
    // In a path, a query may come after it.
    const [, name, query] = /^([^?]*)(\?.*)$/s.exec(whole ?? '') ?? [];
    const id = ids.get(whole) ?? ids.get(name);
    const after = ids.has(whole) ? '' : query;
    return (id ? `${before}${id}${after}` : value) as T;
  }
  if (Array.isArray(value)) {
    return value.map(item => resolve(item, ids)) as T;
  }
  if (value && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, resolve(item, ids)]),
    ) as T;
  }
  return value;
}
