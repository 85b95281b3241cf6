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

import { Replica } from './Replica';

const REDIRECT_URI = 'http://localhost:9/callback';

/** A tool of somebody, such as a command line, to which the portal issues refresh tokens. */
export class Tool {
  /** Lets somebody who has a token allow it. */
  static async authorize(replica: Replica, token: string): Promise<Tool> {
    const { client_id } = await post(replica, '/register', {
      redirect_uris: [REDIRECT_URI],
    });
    const query = new URLSearchParams({
      client_id,
      redirect_uri: REDIRECT_URI,
      response_type: 'code',
      scope: 'openid offline_access',
    });
    const asked = await fetch(`${replica.baseUrl}/auth/v1/authorize?${query}`, {
      redirect: 'manual',
    });
    const session = asked.headers.get('location')!.split('/').pop();
    const { redirectUrl } = await post(
      replica,
      `/sessions/${session}/approve`,
      {},
      token,
    );
    const { refresh_token } = await post(replica, '/token', {
      grant_type: 'authorization_code',
      code: new URL(redirectUrl).searchParams.get('code')!,
      redirect_uri: REDIRECT_URI,
    });
    return new Tool(refresh_token);
  }

  private constructor(private refreshToken: string) {}

  /** Gets a new token, or throws why it cannot. */
  async refresh(replica: Replica): Promise<string> {
    const { access_token, refresh_token } = await post(replica, '/token', {
      grant_type: 'refresh_token',
      refresh_token: this.refreshToken,
    });
    this.refreshToken = refresh_token;
    return access_token;
  }
}

async function post(
  replica: Replica,
  path: string,
  body: object,
  token?: string,
): Promise<Record<string, string>> {
  const response = await fetch(`${replica.baseUrl}/auth/v1${path}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(token && { Authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(JSON.stringify(answer));
  }
  return answer;
}
