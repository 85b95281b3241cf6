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
  ResourceTypeModel,
} from '@backstage-scim/plugin-scim-common';
import { Located } from '../file/AccessFile';
import { quote, YamlFile, YamlNode } from '../file/YamlFile';
import { roleFault } from '../roleFault';

/** A role that a policy gives to a principal, as the file calls it. */
export interface PolicyLine {
  role: string;
  principal: Located<string>;
}

/**
 * Understands a policy file on its own, without a look at the directory:
 *
 * ```yaml
 * bindings:
 *   - role_name: collaborator
 *     principals: [Engineering]
 * ```
 *
 * @param type - of the resource that the policy is for
 * @returns what could be understood, and everything that is wrong
 */
export function parsePolicy(
  text: string,
  type: ResourceTypeModel,
): { lines: PolicyLine[]; problems: AccessFileProblem[] } {
  const yaml = new YamlFile(text);
  const lines = yaml.root
    ? bindingsOf(yaml, yaml.root).flatMap(item =>
        parseBinding(yaml, item, type),
      )
    : [];
  return { lines, problems: yaml.problems };
}

function bindingsOf(yaml: YamlFile, root: YamlNode): YamlNode[] {
  const entries = yaml.entries(root, 'The policy', ['bindings']);
  const bindings = entries?.get('bindings');
  if (entries && !bindings && yaml.problems.length === 0) {
    yaml.problem(
      root.line,
      `The policy has no 'bindings'; write 'bindings: []' to clear it.`,
    );
  }
  return yaml.items(bindings, `'bindings'`);
}

function parseBinding(
  yaml: YamlFile,
  item: YamlNode,
  type: ResourceTypeModel,
): PolicyLine[] {
  const entries = yaml.entries(item, 'A binding', ['role_name', 'principals']);
  if (!entries) {
    return [];
  }
  for (const key of ['role_name', 'principals']) {
    if (!entries.has(key)) {
      yaml.problem(item.line, `The binding has no ${quote(key)}.`);
    }
  }
  const roleNode = entries.get('role_name');
  const role = roleNode && yaml.text(roleNode, `The binding's 'role_name'`);
  const fault = role && roleFault(type, role.value, 'group');
  if (fault) {
    yaml.problem(role.line, fault);
  }
  const list = entries.get('principals');
  const items = yaml.items(list, `The binding's 'principals'`);
  if (list && items.length === 0) {
    yaml.problem(
      list.line,
      'The binding names no principals; add a user group, or remove it.',
    );
  }
  const names = items.flatMap(
    principal => yaml.text(principal, 'A principal') ?? [],
  );
  return role && !fault
    ? names.map(principal => ({ role: role.value, principal }))
    : [];
}
