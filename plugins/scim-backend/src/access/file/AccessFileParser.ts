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
import { AccessFile, FileResource, Located } from './AccessFile';
import { BindingParser } from './BindingParser';
import { quote, YamlFile, YamlNode } from './YamlFile';

/** Longest name of a resource or service account, in characters. */
const MAX_NAME = 200;

/** Reads the parts of an access file, noting what is wrong on the way. */
export class AccessFileParser {
  constructor(
    private readonly yaml: YamlFile,
    private readonly model: AccessModel,
  ) {}

  parse(root: YamlNode): AccessFile {
    const bindings = new BindingParser(this.yaml, this.model);
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
        .flatMap(item => bindings.parse(item) ?? []),
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
        when: value.trim() !== value,
        says: 'must not begin or end with a space',
      },
      {
        // Folding can lengthen a name, and that form is stored as well.
        when: Math.max(value.length, foldCase(value).length) > MAX_NAME,
        says: `must not be longer than ${MAX_NAME} characters`,
      },
      {
        when: /\p{Cc}/u.test(value.trim()),
        says: 'must not contain control characters',
      },
      {
        // No database could give it back as it was.
        when: /\p{Cs}/u.test(value),
        says: 'must not contain half of a surrogate pair',
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
