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

import { ConflictError } from '@backstage/errors';
import {
  GroupTransformer,
  ScimCatalogTransformExtensionPoint,
  UserTransformer,
} from './transformers';

/** The extension point's other side: what modules have set. */
export function collectTransformers(): {
  extensionPoint: ScimCatalogTransformExtensionPoint;
  collected: {
    userTransformer?: UserTransformer;
    groupTransformer?: GroupTransformer;
  };
} {
  const collected: ReturnType<typeof collectTransformers>['collected'] = {};
  const refuseSecond = (present: unknown, name: string) => {
    if (present) {
      throw new ConflictError(
        `There is a ${name} for SCIM already; do both things in one.`,
      );
    }
  };
  return {
    collected,
    extensionPoint: {
      setUserTransformer(transformer) {
        refuseSecond(collected.userTransformer, 'user transformer');
        collected.userTransformer = transformer;
      },
      setGroupTransformer(transformer) {
        refuseSecond(collected.groupTransformer, 'group transformer');
        collected.groupTransformer = transformer;
      },
    },
  };
}
