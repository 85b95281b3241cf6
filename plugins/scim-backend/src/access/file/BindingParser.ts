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
  AccessModel,
  ResourceTypeModel,
} from '@backstage-scim/plugin-scim-common';
import { roleFault } from '../roleFault';
import { FileBinding, Located } from './AccessFile';
import { oneOf, quote, YamlFile, YamlNode } from './YamlFile';

const principalKeys = [
  'user',
  'group',
  'serviceAccount',
  'portalRole',
] as const;

/** Reads the bindings of an access file, noting what is wrong on the way. */
export class BindingParser {
  constructor(
    private readonly yaml: YamlFile,
    private readonly model: AccessModel,
  ) {}

  /** The binding, unless something is wrong with it. */
  parse(item: YamlNode): Located<FileBinding> | undefined {
    const entries = this.yaml.entries(item, 'A binding', [
      'resource',
      'role',
      ...principalKeys,
    ]);
    if (!entries) {
      return undefined;
    }
    const resource = this.#resource(item, entries);
    const principal = this.#principal(item, entries);
    const role = this.#role(item, entries, resource, principal);
    return resource && principal && role
      ? { value: { resource, role, principal }, line: item.line }
      : undefined;
  }

  #resource(
    item: YamlNode,
    entries: Map<string, YamlNode>,
  ): FileBinding['resource'] | undefined {
    const text = this.#field(item, entries, 'resource');
    if (!text) {
      return undefined;
    }
    const { value: ref, line } = text;
    const [name, ...path] = ref.split('/');
    const type = this.model.types.find(one => one.type === name);
    if (!type) {
      this.yaml.problem(
        line,
        `Unknown resource type ${quote(name)}; use ${oneOf(
          this.model.types.map(one => one.type),
        )}.`,
      );
      return undefined;
    }
    const form = this.#form(type);
    if (path.length !== form.length - 1 || path.includes('')) {
      this.yaml.problem(
        line,
        `Write a resource of type ${quote(name)} as ${form.join('/')}.`,
      );
      return undefined;
    }
    return { value: { type: name, ref }, line };
  }

  /** How references to resources of a type look, by segment. */
  #form(type: ResourceTypeModel): string[] {
    const path: string[] = [];
    let step: ResourceTypeModel | undefined = type.singleton ? undefined : type;
    while (step) {
      path.unshift(`<${step.type}>`);
      const parentType: string | undefined = step.parentType;
      step = this.model.types.find(one => one.type === parentType);
    }
    return [type.type, ...path];
  }

  #principal(
    item: YamlNode,
    entries: Map<string, YamlNode>,
  ): FileBinding['principal'] | undefined {
    const given = principalKeys.filter(key => entries.has(key));
    if (given.length !== 1) {
      this.yaml.problem(
        item.line,
        given.length === 0
          ? `The binding has no principal; add ${oneOf(principalKeys)}.`
          : `The binding has ${given.length} principals (${given.join(
              ', ',
            )}); make one binding for each.`,
      );
      return undefined;
    }
    const [type] = given;
    const name = this.#field(item, entries, type);
    return name && { value: { type, name: name.value }, line: name.line };
  }

  #role(
    item: YamlNode,
    entries: Map<string, YamlNode>,
    resource: FileBinding['resource'] | undefined,
    principal: FileBinding['principal'] | undefined,
  ): string | undefined {
    const role = this.#field(item, entries, 'role');
    const type = this.model.types.find(
      one => one.type === resource?.value.type,
    );
    if (!role || !type) {
      return undefined;
    }
    const fault = roleFault(type, role.value, principal?.value.type);
    if (fault) {
      this.yaml.problem(role.line, fault);
      return undefined;
    }
    return role.value;
  }

  /** A text that a binding must have. */
  #field(
    item: YamlNode,
    entries: Map<string, YamlNode>,
    key: string,
  ): Located<string> | undefined {
    const node = entries.get(key);
    if (!node) {
      this.yaml.problem(item.line, `The binding has no ${quote(key)}.`);
      return undefined;
    }
    const what = `The binding's '${key}'`;
    const text = this.yaml.text(node, what);
    if (text && (text.value === '' || text.value.includes('\0'))) {
      this.yaml.problem(text.line, `${what} must not be empty or hold NUL.`);
      return undefined;
    }
    return text;
  }
}
