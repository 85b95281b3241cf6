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

import { JsonObject } from '@backstage/types';
import type { GroupRow } from '../database';
import { foldCase, foldResource } from '../database';
import { optionalText, refuseUnstorable, requiredText } from './resourceValues';

/** The columns of a group that repeat what the SCIM resource says. */
export type GroupColumns = Pick<
  GroupRow,
  | 'external_id'
  | 'display_name'
  | 'display_name_key'
  | 'resource'
  | 'resource_key'
>;

/**
 * Derives the columns of a group from the SCIM resource.
 *
 * @throws InputError if a value is missing or no column can hold it
 */
export function groupColumns(resource: JsonObject): GroupColumns {
  refuseUnstorable(resource);
  const displayName = requiredText(resource, 'displayName');
  return {
    external_id: optionalText(resource, 'externalId') ?? null,
    display_name: displayName,
    display_name_key: foldCase(displayName),
    resource: JSON.stringify(resource),
    resource_key: foldResource(resource),
  };
}
