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
  PageRequest,
  PermissionCheckRow,
  ResourceSummary,
} from '@backstage-scim/plugin-scim-common';
import { Alert, Select } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { useCallback, useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import { scimApiRef } from '../api';
import { ActionDialog, ErrorNotice, LoadingRows } from '../layout';
import { ListingPicker } from '../listing';
import { scimTranslationRef } from '../translation';

interface Grant {
  group: string;
  resource: string;
  role: string;
}

/** Sets a person up: gives a group they are in a role on something in the resource. */
export function GrantProjectRole(props: {
  row: PermissionCheckRow;
  model: AccessModel;
  onGranted(): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const { row, model, onGranted } = props;
  const [grant, setGrant] = useState<Partial<Grant>>({});
  return (
    <ActionDialog
      action={t('check.grant.action')}
      icon={<RiAddLine />}
      title={t('check.grant.title', {
        person: row.user.displayName ?? row.user.userName,
        resource: row.resource.label,
      })}
      confirm={t('check.grant.confirm')}
      isConfirmDisabled={!grant.group || !grant.resource || !grant.role}
      onConfirm={async () => {
        const { group, resource, role } = grant as Grant;
        await scim.addBinding({
          resource,
          role,
          principal: { type: 'group', name: group },
        });
        onGranted();
      }}
    >
      <GrantFields row={row} model={model} grant={grant} onChange={setGrant} />
    </ActionDialog>
  );
}

function GrantFields(props: {
  row: PermissionCheckRow;
  model: AccessModel;
  grant: Partial<Grant>;
  onChange(grant: Partial<Grant>): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const { row, model, grant, onChange } = props;
  const childType = model.completeness?.childType;
  const parent = row.resource.name;
  const { value, error } = useAsync(
    () => scim.getUserAccess(row.user.id),
    [scim, row.user.id],
  );
  const listChildren = useCallback(
    (page: PageRequest) =>
      scim.listResources({
        ...page,
        search: `${childType}/${parent}/${page.search ?? ''}`,
      }),
    [scim, childType, parent],
  );

  if (error) {
    return <ErrorNotice error={error} />;
  }
  if (!value) {
    return <LoadingRows rows={2} />;
  }
  if (value.groups.length === 0) {
    return <Alert status="info" icon title={t('check.grant.noGroup')} />;
  }
  const roles =
    model.types.find(({ type }) => type === childType)?.groupRoles ?? [];
  return (
    <>
      <Select
        label={t('check.grant.group')}
        description={t('check.grant.groupHint')}
        isRequired
        options={value.groups.map(({ id, displayName }) => ({
          value: id,
          label: displayName,
        }))}
        selectedKey={grant.group ?? null}
        onSelectionChange={key => onChange({ ...grant, group: textOf(key) })}
      />
      <ListingPicker<ResourceSummary>
        label={t('check.grant.resource', { resource: row.resource.label })}
        list={listChildren}
        nameOf={({ name }) => name}
        onPick={resource => onChange({ ...grant, resource: resource?.id })}
      />
      <Select
        label={t('check.column.role')}
        isRequired
        options={roles.map(role => ({ value: role, label: role }))}
        selectedKey={grant.role ?? null}
        onSelectionChange={key => onChange({ ...grant, role: textOf(key) })}
      />
    </>
  );
}

function textOf(key: unknown): string | undefined {
  return typeof key === 'string' ? key : undefined;
}
