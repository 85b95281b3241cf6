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

/**
 * How to connect one identity provider: what its administrator is told.
 *
 * @public
 */
export interface ProviderProfile {
  /** `okta`, `entra`, `google`, `onelogin`, `jumpcloud`, `ping`, `keycloak` or `generic`. */
  id: string;
  /** Name of the product, for people. */
  title: string;
  /** One sentence: what it can do over SCIM. */
  summary: string;
  /** In order. */
  steps: ProviderStep[];
  /** Attributes to map at the identity provider. */
  mappings: AttributeMapping[];
  /** What goes wrong there, and what to do about it. */
  pitfalls: string[];
  /** The provider's own page about it. */
  docsUrl?: string;
}

/**
 * A step of a {@link ProviderProfile}.
 *
 * @public
 */
export interface ProviderStep {
  title: string;
  /** Plain text. */
  body: string;
  /** What to enter, and where. */
  values: ProviderValue[];
}

/**
 * A value to enter at the identity provider.
 *
 * @public
 */
export interface ProviderValue {
  /** Name of the field there. */
  label: string;
  /**
   * What to enter; `<token>` in it stands for the connection's token. Absent
   * for the token itself, which is shown only once.
   */
  value?: string;
  /** True if the connection's token goes here. */
  token?: boolean;
}

/**
 * An attribute of the identity provider and the SCIM attribute it fills.
 *
 * @public
 */
export interface AttributeMapping {
  source: string;
  target: string;
  /** When it matters, if it is not always needed. */
  note?: string;
}
