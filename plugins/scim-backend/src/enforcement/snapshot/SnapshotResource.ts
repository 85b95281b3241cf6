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

import { ResourceSummary } from '@backstage-scim/plugin-scim-common';
import type { SourceResource } from '@backstage-scim/plugin-scim-node';
import { LOCAL_SOURCE } from '../../access/localSource';

/** A resource type of one access source. */
export interface SnapshotResourceType {
  /** Among the types of all sources. */
  index: number;
  /** In the order of their ranks. */
  roles: readonly string[];
  /** How many resources of the type go by each name. */
  named: Map<string, number>;
}

/**
 * A resource, named as plans name it. Names are made when somebody asks for
 * them: a plan knows far more resources than it names at a time.
 */
export class SnapshotResource {
  constructor(
    /** Row id of the local source's; below 0 for those of other sources. */
    readonly id: number,
    /** Id of its access source. */
    readonly source: string,
    readonly type: SnapshotResourceType,
    readonly parent: SnapshotResource | undefined,
    private readonly resource: SourceResource,
  ) {}

  /** How its access source names it. */
  get key(): string {
    return this.resource.key;
  }

  get roles(): readonly string[] {
    return this.type.roles;
  }

  /** How reports refer to it. */
  get ref(): string {
    const { ref, type } = this.resource;
    return ref ?? `${this.source}:${type}/${this.#path}`;
  }

  /** Its name, with that of what it lies in if others go by the same. */
  get label(): string {
    const { name } = this.resource;
    return this.parent && this.type.named.get(name)! > 1
      ? `${this.parent.resource.name}/${name}`
      : name;
  }

  get summary(): ResourceSummary {
    const { parent, ref, label, resource } = this;
    const { type, name } = resource;
    return {
      id: this.#publicId,
      ref,
      source: this.source === LOCAL_SOURCE ? undefined : this.source,
      type,
      name,
      parent: parent && {
        id: parent.#publicId,
        ref: parent.ref,
        name: parent.resource.name,
      },
      label,
    };
  }

  /** Keys are unique within a source only. */
  get #publicId(): string {
    return this.source === LOCAL_SOURCE
      ? this.key
      : `${this.source}:${this.key}`;
  }

  /** Names from the outermost resource on. */
  get #path(): string {
    const { parent, resource } = this;
    return parent ? `${parent.#path}/${resource.name}` : resource.name;
  }
}
