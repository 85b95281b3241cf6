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

import { LoggerService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  entityEnvelopeSchemaValidator,
  GroupEntity,
  groupEntityV1alpha1Validator,
  stringifyEntityRef,
  UserEntity,
  userEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import { InputError, stringifyError } from '@backstage/errors';
import {
  DirectoryGroup,
  DirectoryUser,
} from '@backstage-scim/plugin-scim-common';
import { toGroupEntity } from './toGroupEntity';
import { toUserEntity } from './toUserEntity';
import { GroupTransformer, UserTransformer } from './transformers';

const checkEnvelope = entityEnvelopeSchemaValidator();

/** Makes entities of people and groups, as the portal's transformers want. */
export class EntityBuilder {
  readonly #logger: LoggerService;
  readonly #transformUser: UserTransformer | undefined;
  readonly #transformGroup: GroupTransformer | undefined;

  constructor(options: {
    logger: LoggerService;
    userTransformer?: UserTransformer;
    groupTransformer?: GroupTransformer;
  }) {
    this.#logger = options.logger;
    this.#transformUser = options.userTransformer;
    this.#transformGroup = options.groupTransformer;
  }

  /** Nothing if the transformer leaves this person out. */
  async user(user: DirectoryUser): Promise<UserEntity | undefined> {
    const entity = toUserEntity(user);
    const transform = this.#transformUser;
    return (
      transform
        ? this.#transformed(entity, copy => transform(copy, user))
        : entity
    ) as Promise<UserEntity | undefined>;
  }

  /**
   * Nothing if the transformer leaves this group out.
   *
   * @param links - what other providers' entities cannot say themselves
   */
  async group(
    group: DirectoryGroup,
    links: { members: string[]; parent?: string },
  ): Promise<GroupEntity | undefined> {
    const entity = toGroupEntity(group, links);
    const transform = this.#transformGroup;
    return (
      transform
        ? this.#transformed(entity, copy => transform(copy, group))
        : entity
    ) as Promise<GroupEntity | undefined>;
  }

  /** A transformer that fails changes nothing, so that nobody is lost by it. */
  async #transformed<T extends Entity>(
    entity: T,
    transform: (copy: T) => Promise<T | undefined>,
  ): Promise<T | undefined> {
    try {
      const result = await transform(structuredClone(entity));
      if (result === undefined) {
        return undefined;
      }
      await check(entity, result);
      return withLocation(result, entity);
    } catch (error) {
      this.#logger.warn(
        `The transformer failed for ${stringifyEntityRef(
          entity,
        )}, which keeps its default form. ${stringifyError(error)}`,
      );
      return entity;
    }
  }
}

async function check(entity: Entity, result: Entity): Promise<void> {
  if (stringifyEntityRef(result) !== stringifyEntityRef(entity)) {
    throw new InputError(
      `A transformer may not change kind, namespace or name, and made ${stringifyEntityRef(
        result,
      )} of it; other entities refer to the old one.`,
    );
  }
  checkEnvelope(result);
  await userEntityV1alpha1Validator.check(result);
  await groupEntityV1alpha1Validator.check(result);
}

/** By which the module knows its own entities again. */
function withLocation<T extends Entity>(result: T, original: Entity): T {
  const own = original.metadata.annotations!;
  return {
    ...result,
    metadata: {
      ...result.metadata,
      annotations: {
        ...result.metadata.annotations,
        [ANNOTATION_LOCATION]: own[ANNOTATION_LOCATION],
        [ANNOTATION_ORIGIN_LOCATION]: own[ANNOTATION_ORIGIN_LOCATION],
      },
    },
  };
}
