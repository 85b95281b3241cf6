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

import { attribute, Schema } from './Attribute';

/** Our extension: how a resource came here and where it stands in the catalog. */
export const SYNC_STATE_SCHEMA =
  'urn:ietf:params:scim:schemas:extension:backstage:2.0:SyncState';

/** Clients that do not know the extension are not bothered with it. */
const onRequest = { mutability: 'readOnly', returned: 'request' } as const;

/** Read-only, on users and groups, for whoever asks for it. */
export const syncStateSchema: Schema = {
  id: SYNC_STATE_SCHEMA,
  name: 'SyncState',
  description: 'Sync state in Backstage',
  attributes: [
    attribute.string('connection', 'The connection that provisions it.', {
      ...onRequest,
      caseExact: true,
    }),
    attribute.dateTime('syncedAt', 'When it was last pushed.', onRequest),
    attribute.string('entityRef', 'Its entity in the catalog.', {
      ...onRequest,
      caseExact: true,
    }),
  ],
};
