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
import { MAX_BULK_OPERATIONS } from '../bulk/BulkRequest';
import { MAX_BODY_BYTES } from '../http/scimMessages';
import { DEFAULT_COUNT, MAX_COUNT } from '../listing/ListRequest';

/** Where people read how to connect an identity provider. */
const DOCUMENTATION =
  'https://github.com/backstage-scim/backstage-scim/blob/main/docs/scim.md';

/** What the server can do (RFC 7643 §5). */
export function serviceProviderConfig(baseUrl: string): JsonObject {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    documentationUri: DOCUMENTATION,
    patch: { supported: true },
    bulk: {
      supported: true,
      maxOperations: MAX_BULK_OPERATIONS,
      maxPayloadSize: MAX_BODY_BYTES,
    },
    filter: { supported: true, maxResults: MAX_COUNT },
    pagination: {
      cursor: true,
      index: true,
      defaultPaginationMethod: 'index',
      defaultPageSize: DEFAULT_COUNT,
      maxPageSize: MAX_COUNT,
    },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'The token of a connection, or a token of the portal.',
        specUri: 'https://www.rfc-editor.org/info/rfc6750',
        documentationUri: `${DOCUMENTATION}#connect`,
        primary: true,
      },
    ],
    meta: {
      resourceType: 'ServiceProviderConfig',
      location: `${baseUrl}/ServiceProviderConfig`,
    },
  };
}
