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
  ResourceSummary,
  ResourceTypeModel,
} from '@backstage-scim/plugin-scim-common';
import { foldCase } from '../database';
import { compareText } from './textOrder';

/** Answers questions about the order that an access model lays down. */
export class ModelOrder {
  readonly #types: Map<string, ResourceTypeModel>;
  readonly #positions: Map<string, number>;

  constructor(model: AccessModel) {
    this.#types = new Map(model.types.map(type => [type.type, type]));
    this.#positions = new Map(
      model.types.map(({ type }, index) => [type, index]),
    );
  }

  /** The model's entry for a resource type. */
  type(name: string): ResourceTypeModel | undefined {
    return this.#types.get(name);
  }

  /** 0 for the most powerful role; undefined if the model has no such role. */
  rank(type: string, role: string): number | undefined {
    const rank = this.#types.get(type)?.roles.indexOf(role) ?? -1;
    return rank < 0 ? undefined : rank;
  }

  /** By type, in the order of the model, then by label without case. */
  compareResources(a: ResourceSummary, b: ResourceSummary): number {
    return (
      this.#position(a) - this.#position(b) ||
      compareText(foldCase(a.label), foldCase(b.label)) ||
      compareText(a.ref, b.ref)
    );
  }

  #position({ type }: ResourceSummary): number {
    return this.#positions.get(type) ?? this.#positions.size;
  }
}
