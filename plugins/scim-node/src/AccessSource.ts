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

import { AccessModel } from '@backstage-scim/plugin-scim-common';

/**
 * Where role bindings live: the portal's own access store, Backstage RBAC,
 * GitHub repositories, Kubernetes role bindings, … Enforcement reads every
 * source into one plan and removes direct role bindings through it.
 *
 * @public
 */
export interface AccessSource {
  /** Stable; stands in plans and records. E.g. `local`, `rbac`, `github:acme`. */
  readonly id: string;
  /** Resource types, their ordered roles, and which of them a group may hold. */
  readonly model: AccessModel;

  /**
   * Reads all resources and role bindings, in batches. A resource comes before
   * the resources in it and before role bindings on it.
   *
   * Throws if nothing can be read; reports a {@link SourceProblem} to the sink
   * if a part cannot be read. Either blocks a plan by default.
   */
  snapshot(sink: SnapshotSink, signal: AbortSignal): Promise<void>;

  /**
   * Removes role bindings of users. Removing one that is gone is no error: a
   * call may come again for the same operation after a crash.
   *
   * @returns one outcome for each binding, in the same order
   */
  removeBindings(
    bindings: BindingRef[],
    context: ApplyContext,
  ): Promise<BindingOutcome[]>;

  /** Puts role bindings of users back; one that exists is no error. */
  restoreBindings(
    bindings: BindingRef[],
    context: ApplyContext,
  ): Promise<BindingOutcome[]>;
}

/**
 * What a source writes its snapshot to.
 *
 * @public
 */
export interface SnapshotSink {
  addResources(resources: SourceResource[]): void;
  addBindings(bindings: SourceBindings[]): void;
  /** The same as numbers, which reads several times faster. */
  addPackedBindings(bindings: PackedBindings): void;
  /** A part of the source could not be read. */
  addProblem(problem: SourceProblem): void;
}

/**
 * A resource of a source.
 *
 * @public
 */
export interface SourceResource {
  /** Stable within the source, up to 255 characters. */
  key: string;
  /** Resource type of the source's model. */
  type: string;
  name: string;
  /** Key of the resource it lies in, which comes before it. */
  parent?: string;
  /**
   * How reports refer to it, e.g. `project/prod-cloud/proj-1`. If absent, it is
   * made of the id of the source, the type and the names.
   */
  ref?: string;
  /** A whole number from 1 that {@link PackedBindings} name it by. */
  number?: number;
}

/**
 * Everybody of one principal type who holds one role on one resource.
 *
 * @public
 */
export interface SourceBindings {
  /** Key of the resource. */
  resource: string;
  role: string;
  principalType: 'user' | 'group' | 'portalRole' | 'serviceAccount';
  /**
   * Who: for users a SCIM id, user name or email; for groups a SCIM id or
   * display name; for others a name. Principals that the directory does not
   * know are left alone.
   */
  principals: string[];
}

/**
 * Role bindings as columns of numbers: `principals[i]` holds the role on
 * `resources[i]`. For sources that keep the directory's numbers of people and
 * groups beside their role bindings. The arrays belong to the sink afterwards.
 *
 * @public
 */
export interface PackedBindings {
  role: string;
  /** Those of service accounts are left out: enforcement never touches them. */
  principalType: 'user' | 'group' | 'portalRole';
  /** The `number` of each resource. */
  resources: Int32Array;
  /** Row ids of the directory. */
  principals: Int32Array;
}

/**
 * A part of a source that could not be read.
 *
 * @public
 */
export interface SourceProblem {
  /** Key of the resource, if it is about one. */
  resource?: string;
  /** A sentence for people. */
  message: string;
}

/**
 * One role binding of one user.
 *
 * @public
 */
export interface BindingRef {
  /** Key of the resource. */
  resource: string;
  role: string;
  /** SCIM id of the user. */
  userId: string;
  /** As the source named the user in its snapshot. */
  principal: string;
}

/**
 * What a change is made for.
 *
 * @public
 */
export interface ApplyContext {
  /** The run; the same again when a run is resumed. */
  runId: string;
  /** Who applies the plan, e.g. `user:default/mara`. */
  actor: string;
  signal: AbortSignal;
}

/**
 * What became of a role binding.
 *
 * @public
 */
export type BindingOutcome =
  | { status: 'done' }
  /** It was so already. */
  | { status: 'unchanged' }
  /** A sentence for people; the run goes on and can be resumed. */
  | { status: 'failed'; message: string };
