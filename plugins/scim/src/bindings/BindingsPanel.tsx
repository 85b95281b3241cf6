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
  PrincipalSummary,
  RoleBinding,
  scimPolicyManagePermission,
} from '@backstage-scim/plugin-scim-common';
import { Text } from '@backstage/ui';
import { RiDeleteBinLine } from '@remixicon/react';
import { useCallback } from 'react';
import { RoleBadge } from '../access';
import { scimApiRef, useCaller } from '../api';
import { ActionDialog, Panel } from '../layout';
import { DataTable, Listing, usePagedListing } from '../listing';
import { scimTranslationRef } from '../translation';
import { AddBinding } from './AddBinding';

/** The roles that a user group or a portal role gives whoever is in it. */
export function BindingsPanel(props: {
  principal: PrincipalSummary;
  onChanged(): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const caller = useCaller();
  const { principal, onChanged } = props;
  const { type, id } = principal;
  const list = useCallback(
    (page: PageRequest) =>
      scim.listBindings({ ...page, principalType: type, principal: id }),
    [scim, type, id],
  );
  const listing = usePagedListing({ name: 'bindings', list, pageSize: 10 });
  const canChange = caller.value?.permissions.includes(
    scimPolicyManagePermission.name,
  );
  const changed = () => {
    listing.retry();
    onChanged();
  };
  return (
    <Panel
      title={t('bindings.title')}
      description={t('bindings.description')}
      actions={
        canChange && (
          <AddBinding
            principal={principal}
            model={(caller.value as { model: AccessModel }).model}
            onAdded={changed}
          />
        )
      }
    >
      <Listing
        listing={listing}
        pagesLabel={t('bindings.pages')}
        empty={<Text color="secondary">{t('bindings.empty')}</Text>}
      >
        {({ items }) => (
          <DataTable
            label={t('bindings.title')}
            rows={items}
            keyOf={binding => binding.id}
            isStale={listing.loading}
            columns={[
              {
                title: t('bindings.column.resource'),
                cell: ({ resource }) => (
                  <>
                    <Text>{resource.label}</Text>
                    <Text as="div" variant="body-small" color="secondary">
                      {resource.type}
                    </Text>
                  </>
                ),
              },
              {
                title: t('bindings.column.role'),
                cell: ({ role }) => <RoleBadge role={role} />,
              },
              ...(canChange
                ? [
                    {
                      title: t('bindings.remove.action'),
                      isTitleHidden: true,
                      cell: (binding: RoleBinding) => (
                        <RemoveBinding binding={binding} onRemoved={changed} />
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Listing>
    </Panel>
  );
}

function RemoveBinding(props: { binding: RoleBinding; onRemoved(): void }) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const { binding, onRemoved } = props;
  return (
    <ActionDialog
      action={t('bindings.remove.action')}
      label={t('bindings.remove.label', {
        role: binding.role,
        resource: binding.resource.label,
      })}
      icon={<RiDeleteBinLine />}
      variant="tertiary"
      title={t('bindings.remove.title', {
        role: binding.role,
        resource: binding.resource.label,
      })}
      confirm={t('bindings.remove.action')}
      isDestructive
      onConfirm={async () => {
        await scim.removeBinding(binding.id);
        onRemoved();
      }}
    >
      <Text>
        {t('bindings.remove.description', { name: binding.principal.name })}
      </Text>
    </ActionDialog>
  );
}
