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

/** Where the application under test is sent back to. */
export const CALLBACK = 'http://localhost:9/callback';

/** Follows redirects with cookies, as far as the application's callback. */
export class TestBrowser {
  readonly #cookies = new Map<string, string>();

  async startSignIn(issuer: string) {
    const query = new URLSearchParams({
      client_id: 'portal',
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'openid profile email groups',
      state: 'state',
      nonce: 'nonce',
      prompt: 'login',
    });
    return this.get(`${issuer}/auth?${query}`);
  }

  /** @returns the authorization code */
  async signInAs(issuer: string, account: string): Promise<string> {
    const page = await this.startSignIn(issuer);
    let answer = await this.post(page.url, { account });
    while (answer.url !== CALLBACK) {
      // Between two people the server ends the first one's session with a
      // form that a real browser submits by itself.
      const html = await answer.text();
      const [, action] = /action="([^"]+)"/.exec(html) ?? [];
      if (!action) {
        throw new Error(`Unexpected page at ${answer.url}: ${html}`);
      }
      const fields = [...html.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(
        ([, name, value]): [string, string] => [name, value],
      );
      answer = await this.post(action, Object.fromEntries(fields));
    }
    return answer.code!;
  }

  get(url: string) {
    return this.#follow(url, {});
  }

  post(url: string, fields: Record<string, string>) {
    return this.#follow(url, {
      method: 'POST',
      body: new URLSearchParams(fields),
    });
  }

  async #follow(
    url: string,
    init: RequestInit,
  ): Promise<{
    url: string;
    status: number;
    code?: string;
    text: () => Promise<string>;
  }> {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: {
        Cookie: [...this.#cookies].map(pair => pair.join('=')).join('; '),
      },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      if (value) {
        this.#cookies.set(name, value);
      } else {
        this.#cookies.delete(name);
      }
    }
    const location = response.headers.get('location');
    if (!location) {
      return { url, status: response.status, text: () => response.text() };
    }
    const next = new URL(location, url);
    if (next.href.startsWith(CALLBACK)) {
      return {
        url: CALLBACK,
        status: response.status,
        code: next.searchParams.get('code')!,
        text: async () => '',
      };
    }
    return this.#follow(next.href, {});
  }
}
