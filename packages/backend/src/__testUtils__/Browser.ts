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

const CALLBACK = 'http://portal.localhost/api';

/** A token, or why there is none. */
export interface SignIn {
  token?: string;
  refusal?: string;
}

/** Somebody's browser: it keeps cookies, and follows where it is sent. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  /**
   * Signs somebody in over OpenID Connect. One replica sends the browser to the
   * identity provider; the other one may be whom it comes back to.
   */
  async signIn(
    name: string,
    { start, end }: { start: Replica; end: Replica },
  ): Promise<SignIn> {
    const page = await this.#follow(
      `${start.baseUrl}/auth/oidc/start?env=development`,
    );
    const { url } = await this.#follow(page.url, {
      method: 'POST',
      body: new URLSearchParams({ account: name }),
    });
    const answer = await this.#send(url.replace(CALLBACK, end.baseUrl));
    const html = await answer.text();
    const [, message] = /decodeURIComponent\('([^']+)'\)/.exec(html) ?? [];
    return toSignIn(JSON.parse(decodeURIComponent(message)));
  }

  /** What a page does when it is loaded, or when its token gets old. */
  async refresh(replica: Replica): Promise<SignIn> {
    const answer = await this.#send(
      `${replica.baseUrl}/auth/oidc/refresh?env=development`,
      { headers: { 'X-Requested-With': 'XMLHttpRequest' } },
    );
    return toSignIn({ response: await answer.json() });
  }

  /** As far as a page, or the portal's callback. */
  async #follow(url: string, init?: RequestInit): Promise<{ url: string }> {
    const answer = await this.#send(url, init);
    const location = answer.headers.get('location');
    if (!location) {
      return { url };
    }
    const next = new URL(location, url).href;
    return next.startsWith(CALLBACK) ? { url: next } : this.#follow(next);
  }

  async #send(url: string, init: RequestInit = {}): Promise<Response> {
    const answer = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: {
        ...init.headers,
        Cookie: [...this.#cookies].map(pair => pair.join('=')).join('; '),
      },
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      if (value) {
        this.#cookies.set(name, value);
      }
    }
    return answer;
  }
}

function toSignIn(message: {
  error?: { message: string };
  response?: {
    error?: { message: string };
    backstageIdentity?: { token: string };
  };
}): SignIn {
  const refusal = message.error ?? message.response?.error;
  return {
    token: message.response?.backstageIdentity?.token,
    refusal: refusal && JSON.stringify(refusal),
  };
}
