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

/** Ports of their own, so that a portal one works with can stay up. */
export const PORTAL_PORT = Number(process.env.E2E_PORTAL_PORT ?? 17007);
export const IDP_PORT = Number(process.env.E2E_IDP_PORT ?? 17107);
export const PORTAL_URL = `http://localhost:${PORTAL_PORT}`;

/** Development only; both are in app-config.yaml. */
const ADMIN_TOKEN = 'development-only-admin-token';
const SCIM_TOKEN = 'development-only-scim-token';

interface Call {
  method?: string;
  body?: object;
  /** Another portal than the one of all tests. */
  portal?: string;
}

/** Calls the portal as a script with administrator rights would. */
export async function callPortal<T>(
  path: string,
  options: Call = {},
): Promise<T> {
  return send(path, ADMIN_TOKEN, 'application/json', options);
}

/** Calls the SCIM endpoint as the example identity provider would. */
export async function callScim<T>(
  path: string,
  options: Call = {},
): Promise<T> {
  return send(
    `/api/scim/v2${path}`,
    SCIM_TOKEN,
    'application/scim+json',
    options,
  );
}

async function send<T>(
  path: string,
  token: string,
  type: string,
  { method = 'GET', body, portal = PORTAL_URL }: Call,
): Promise<T> {
  const response = await fetch(`${portal}${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      ...(body && { 'Content-Type': type }),
    },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
  }
  return (text ? JSON.parse(text) : undefined) as T;
}
