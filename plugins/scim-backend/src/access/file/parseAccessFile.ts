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

import {
  AccessFileProblem,
  AccessModel,
} from '@backstage-scim/plugin-scim-common';
import { AccessFile } from './AccessFile';
import { AccessFileParser } from './AccessFileParser';
import { YamlFile } from './YamlFile';

/**
 * Understands an access file on its own, without a look at the directory.
 *
 * @returns what could be understood, and everything that is wrong
 */
export function parseAccessFile(
  text: string,
  model: AccessModel,
): { file: AccessFile; problems: AccessFileProblem[] } {
  const yaml = new YamlFile(text);
  const file = yaml.root
    ? new AccessFileParser(yaml, model).parse(yaml.root)
    : { resources: [], serviceAccounts: [], users: [], bindings: [] };
  return { file, problems: yaml.problems };
}
