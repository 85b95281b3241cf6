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

import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  AccessModel,
  PrincipalSummary,
  ResourceSummary,
} from '@backstage-scim/plugin-scim-common';
import { Radio, RadioGroup } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { useMemo, useState } from 'react';
import { scimApiRef } from '../api';
import { ActionDialog } from '../layout';
import { ListingPicker } from '../listing';
import { scimTranslationRef } from '../translation';

/** Gives a principal a role on a resource. */
export function AddBinding(props: {
  principal: PrincipalSummary;
  model: AccessModel;
  onAdded(): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const { principal, model, onAdded } = props;
  const [resource, setResource] = useState<ResourceSummary>();
  const [role, setRole] = useState<string>();
  const list = useMemo(() => scim.listResources.bind(scim), [scim]);
  const type = model.types.find(one => one.type === resource?.type);
  const roles =
    (principal.type === 'group' ? type?.groupRoles : type?.roles) ?? [];
  return (
    <ActionDialog
      action={t('bindings.add.action')}
      icon={<RiAddLine />}
      title={t('bindings.add.title', { name: principal.name })}
      confirm={t('bindings.add.action')}
      isConfirmDisabled={!resource || !role || !roles.includes(role)}
      onConfirm={async () => {
        await scim.addBinding({
          resource: resource!.id,
          role: role!,
          principal: { type: principal.type, name: principal.id },
        });
        setResource(undefined);
        setRole(undefined);
        onAdded();
      }}
    >
      <ListingPicker<ResourceSummary>
        label={t('bindings.column.resource')}
        list={list}
        nameOf={({ ref }) => ref}
        onPick={setResource}
      />
      {roles.length > 0 && (
        <RadioGroup
          label={t('bindings.column.role')}
          isRequired
          value={role ?? null}
          onChange={setRole}
        >
          {roles.map(value => (
            <Radio key={value} value={value}>
              {value}
            </Radio>
          ))}
        </RadioGroup>
      )}
    </ActionDialog>
  );
}
