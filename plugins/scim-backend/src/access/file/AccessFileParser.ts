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
import { foldCase } from '../../database';
import { AccessFile, FileBinding, FileResource, Located } from './AccessFile';
import { oneOf, quote, YamlFile, YamlNode } from './YamlFile';

/** Longest name of a resource or service account, in characters. */
const MAX_NAME = 200;

const principalKeys = ['user', 'group', 'serviceAccount'] as const;

/** Reads the parts of an access file, noting what is wrong on the way. */
export class AccessFileParser {
  constructor(
    private readonly yaml: YamlFile,
    private readonly model: AccessModel,
  ) {}

  parse(root: YamlNode): AccessFile {
    const singletons = this.model.types.filter(type => type.singleton);
    const outermost = this.model.types.filter(
      type => !type.singleton && !type.parentType,
    );
    const entries =
      this.yaml.entries(root, 'The file', [
        ...[...singletons, ...outermost].map(({ label }) => label),
        'serviceAccounts',
        'users',
        'bindings',
      ]) ?? new Map<string, YamlNode>();
    const [organization] = singletons.flatMap(
      ({ label }) => this.#organization(entries.get(label), label) ?? [],
    );
    return {
      organization,
      resources: outermost.flatMap(type =>
        this.#resources(entries.get(type.label), type),
      ),
      serviceAccounts: this.#distinct(
        this.yaml
          .items(entries.get('serviceAccounts'), `'serviceAccounts'`)
          .flatMap(item => this.#name(item, 'A service account') ?? []),
        'service account',
      ),
      users: this.#distinct(
        this.yaml
          .items(entries.get('users'), `'users'`)
          .flatMap(item => this.#email(item) ?? []),
        'user',
      ),
      bindings: this.yaml
        .items(entries.get('bindings'), `'bindings'`)
        .flatMap(item => this.#binding(item) ?? []),
    };
  }

  #organization(
    node: YamlNode | undefined,
    label: string,
  ): Located<string> | undefined {
    const what = `The ${label}'s name`;
    const name = node && this.yaml.text(node, what);
    return name && this.#isPlain(name, what) ? name : undefined;
  }

  /** A list of resources of a type, with those that lie in them. */
  #resources(
    list: YamlNode | undefined,
    type: ResourceTypeModel,
    parent?: FileResource,
  ): Located<FileResource>[] {
    const names = new Set<string>();
    const childTypes = this.model.types.filter(
      ({ parentType }) => parentType === type.type,
    );
    return this.yaml.items(list, quote(type.label)).flatMap(item => {
      const { name, entries } = this.#resourceItem(item, type, childTypes);
      if (name && names.has(name.value)) {
        this.yaml.problem(
          name.line,
          `There are two ${type.label} called ${quote(name.value)}${
            parent ? ` in ${quote(parent.name)}` : ''
          }.`,
        );
        return [];
      }
      // What lies in a resource without a usable name is still looked at.
      const path = parent ? parent.ref.slice(parent.type.length) : '';
      const resource: FileResource = {
        type: type.type,
        name: name?.value ?? '',
        ref: `${type.type}${path}/${name?.value ?? ''}`,
        parentRef: parent?.ref,
      };
      const inside = childTypes.flatMap(child =>
        this.#resources(entries?.get(child.label), child, resource),
      );
      if (!name) {
        return [];
      }
      names.add(name.value);
      return [{ value: resource, line: name.line }, ...inside];
    });
  }

  /** `name`, or `{ name: …, <what lies in it>: […] }`. */
  #resourceItem(
    item: YamlNode,
    type: ResourceTypeModel,
    childTypes: ResourceTypeModel[],
  ): { name?: Located<string>; entries?: Map<string, YamlNode> } {
    const what = `A ${type.type}`;
    if (!this.yaml.isMapping(item)) {
      return { name: this.#name(item, what) };
    }
    const entries = this.yaml.entries(item, what, [
      'name',
      ...childTypes.map(({ label }) => label),
    ])!;
    const name = entries.get('name');
    if (!name) {
      this.yaml.problem(item.line, `${what} needs a 'name'.`);
    }
    return { name: name && this.#name(name, what), entries };
  }

  #binding(item: YamlNode): Located<FileBinding> | undefined {
    const entries = this.yaml.entries(item, 'A binding', [
      'resource',
      'role',
      ...principalKeys,
    ]);
    if (!entries) {
      return undefined;
    }
    const resource = this.#bindingResource(item, entries);
    const principal = this.#principal(item, entries);
    const role = this.#role(item, entries, resource, principal);
    return resource && principal && role
      ? { value: { resource, role, principal }, line: item.line }
      : undefined;
  }

  #bindingResource(
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
    if (!type.roles.includes(role.value)) {
      this.yaml.problem(
        role.line,
        `Unknown role ${quote(role.value)} on a resource of type ${quote(
          type.type,
        )}; use ${oneOf(type.roles)}.`,
      );
      return undefined;
    }
    if (
      principal?.value.type === 'group' &&
      !type.groupRoles.includes(role.value)
    ) {
      this.yaml.problem(
        role.line,
        `A user group may not hold ${quote(
          role.value,
        )} on a resource of type ${quote(type.type)}; use ${oneOf(
          type.groupRoles,
        )}.`,
      );
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

  /** A name that can stand in a reference. */
  #name(node: YamlNode, what: string): Located<string> | undefined {
    const subject = `${what}'s name`;
    const name = this.yaml.text(node, subject);
    if (!name || !this.#isPlain(name, subject)) {
      return undefined;
    }
    if (name.value.includes('/')) {
      this.yaml.problem(name.line, `${subject} must not contain '/'.`);
      return undefined;
    }
    return name;
  }

  #email(node: YamlNode): Located<string> | undefined {
    const email = this.yaml.text(node, `A user's email`);
    if (!email || !this.#isPlain(email, `A user's email`)) {
      return undefined;
    }
    if (!/^[^\s@]+@[^\s@]+$/.test(email.value)) {
      this.yaml.problem(email.line, `${quote(email.value)} is not an email.`);
      return undefined;
    }
    return email;
  }

  #isPlain({ value, line }: Located<string>, what: string): boolean {
    const fault = [
      { when: value.trim() === '', says: 'must not be empty' },
      {
        when: value !== '' && value.trim() !== value && value.trim() !== '',
        says: 'must not begin or end with a space',
      },
      {
        when: value.length > MAX_NAME,
        says: `must not be longer than ${MAX_NAME} characters`,
      },
      {
        when: /\p{Cc}/u.test(value.trim()),
        says: 'must not contain control characters',
      },
    ].find(({ when }) => when);
    if (fault) {
      this.yaml.problem(line, `${what} ${fault.says}.`);
    }
    return !fault;
  }

  /** Names that differ without regard to case; the others are problems. */
  #distinct(names: Located<string>[], what: string): Located<string>[] {
    const seen = new Set<string>();
    return names.filter(({ value, line }) => {
      const key = foldCase(value);
      if (seen.has(key)) {
        this.yaml.problem(line, `The ${what} ${quote(value)} is there twice.`);
        return false;
      }
      seen.add(key);
      return true;
    });
  }
}
