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

import { entraStyle } from './entraStyle';
import { genericStyle } from './genericStyle';
import { oktaStyle } from './oktaStyle';
import { ProviderStyle } from './ProviderStyle';

/** Every style there is, by the name of its provider. */
export const providerStyles = {
  generic: genericStyle,
  okta: oktaStyle,
  entra: entraStyle,
} satisfies Record<string, ProviderStyle>;

/** A provider that the example identity provider can speak as. */
export type StyleName = keyof typeof providerStyles;

/** The names of all styles. */
export const styleNames = Object.keys(providerStyles) as StyleName[];
