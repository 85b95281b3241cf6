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

import { Option } from 'commander';
import { styleNames } from '../push';

/** `--style`, the provider to speak as. */
export function styleOption(): Option {
  return new Option('--style <provider>', 'identity provider to speak as')
    .choices(styleNames)
    .default('generic');
}

/** `--bare-token`, as Okta's header mode sends it. */
export function bareTokenOption(): Option {
  return new Option(
    '--bare-token',
    "send the token without 'Bearer' before it, as Okta's header mode does",
  );
}
