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

import { ResponseError } from '@backstage/errors';
import {
  allPages,
  ResourceSummary,
  ScimApi,
} from '@backstage-scim/plugin-scim-common';
import { collect } from './collect';

/** Whether people mean a resource by its reference, its id or its name. */
export function isCalled(
  { ref, id, name }: ResourceSummary,
  text: string,
): boolean {
  return [ref, id, name].includes(text);
}

/**
 * The resources that people mean by a text; undefined if the caller may not
 * see which there are.
 */
export async function resourcesCalled(
  api: ScimApi,
  text: string,
): Promise<ResourceSummary[] | undefined> {
  try {
    const all = await collect(allPages(page => api.listResources(page)));
    return all.filter(resource => isCalled(resource, text));
  } catch (error) {
    if (error instanceof ResponseError && error.statusCode === 403) {
      return undefined;
    }
    throw error;
  }
}
