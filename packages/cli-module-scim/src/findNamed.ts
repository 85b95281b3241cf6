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

import { InputError, NotFoundError } from '@backstage/errors';
import {
  allPages,
  Page,
  PageRequest,
} from '@backstage-scim/plugin-scim-common';

/**
 * The one item of a listing that people mean by a name, without case, or by an
 * id.
 *
 * @param options - `what` is it in a sentence; `names` are what it may be called
 * @throws NotFoundError if there is none; InputError if there are several
 */
export async function findNamed<T extends { id: string }>(options: {
  reference: string;
  what: string;
  list(page: PageRequest): Promise<Page<T>>;
  names(item: T): string[];
}): Promise<T> {
  const { reference, what, list, names } = options;
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(reference);
  const wanted = reference.toLowerCase();
  const found: T[] = [];
  const search = isId ? undefined : reference;
  for await (const item of allPages(page => list({ ...page, search }))) {
    if (
      item.id === reference ||
      names(item).some(name => name.toLowerCase() === wanted)
    ) {
      found.push(item);
    }
  }
  if (found.length > 1) {
    throw new InputError(
      `There are several called '${reference}'; give an id: ${found
        .map(({ id }) => id)
        .join(', ')}.`,
    );
  }
  if (found.length === 0) {
    throw new NotFoundError(
      `There is no ${what} '${reference}'; give a name or an id.`,
    );
  }
  return found[0];
}
