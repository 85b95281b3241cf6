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

import { callPortal, PORTAL_URL } from './portal';

/** A connection that a test made, and a way to push over it. */
export interface TestConnection {
  id: string;
  name: string;
  push(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; body: any }>;
  /** Deletes it, and everybody whom it has brought. */
  remove(): Promise<void>;
}

/** Connects an identity provider over REST, for tests about what it pushes. */
export async function connect(
  name: string,
  options: object = {},
): Promise<TestConnection> {
  const { connection, token } = await callPortal<{
    connection: { id: string };
    token: string;
  }>('/api/scim/connections', {
    method: 'POST',
    body: { name, provider: 'generic', activation: 'immediately', ...options },
  });
  return {
    id: connection.id,
    name,
    push: (method, path, body) => pushWith(token, method, path, body),
    remove: () => removeConnection(connection.id),
  };
}

/** Sends a request as an identity provider that has a token. */
export async function pushWith(
  token: string,
  method: string,
  path: string,
  body?: object,
) {
  const response = await fetch(`${PORTAL_URL}/api/scim/v2${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/scim+json',
    },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : undefined };
}

/** Deletes a connection, and everybody whom it has brought. */
export async function removeConnection(id: string) {
  const { items } = await callPortal<{ items: Array<{ id: string }> }>(
    `/api/scim/users?connection=${id}&limit=100`,
  );
  await callPortal(`/api/scim/connections/${id}?people=deprovision`, {
    method: 'DELETE',
  });
  for (const user of items) {
    await callPortal(`/api/scim/users/${user.id}`, { method: 'DELETE' });
  }
}

/** Adds people of the portal, whom no identity provider knows. */
export async function addUnsynced(...userNames: string[]) {
  await callPortal('/api/scim/access/import', {
    method: 'POST',
    body: {
      file: [
        'organization: Example',
        `users: [${userNames.join(', ')}]`,
        'bindings:',
        ...userNames.map(
          user =>
            `  - { resource: cloud/dev-cloud, role: readonly, user: ${user} }`,
        ),
      ].join('\n'),
    },
  });
}
