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

/** A SCIM request that did not succeed. */
export class ScimRequestError extends Error {
  override name = 'ScimRequestError';

  private constructor(
    message: string,
    /** HTTP status; absent if there was no answer. */
    readonly status?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** No answer at all. */
  static fromFailure(baseUrl: string, error: unknown) {
    const { message, cause } = error as Error & { cause?: Error };
    return new ScimRequestError(
      `${baseUrl} is out of reach: ${cause?.message || message}`,
      undefined,
      { cause: error },
    );
  }

  /** The service refused; its reason is the body's (RFC 7644, 3.12). */
  static fromResponse(response: Response, text: string) {
    let detail: string | undefined;
    let scimType: string | undefined;
    try {
      const body = JSON.parse(text);
      detail = body.detail ?? body.error?.message;
      scimType = body.scimType;
    } catch {
      detail = 'the answer is not a SCIM error; is this a SCIM base URL?';
    }
    const kind = scimType ? ` ${scimType}` : '';
    return new ScimRequestError(
      `${response.status}${kind}: ${detail ?? response.statusText}`,
      response.status,
    );
  }

  /** It answered with something else than SCIM. */
  static notScim(baseUrl: string) {
    return new ScimRequestError(
      `${baseUrl} does not speak SCIM. Give the SCIM base URL, such as http://localhost:7007/api/scim/v2.`,
    );
  }

  /** The same error, saying what was being done. */
  during(title: string) {
    return new ScimRequestError(
      `${title} failed: ${this.message}`,
      this.status,
      { cause: this },
    );
  }
}
