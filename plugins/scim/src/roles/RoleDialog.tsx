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
import { Text } from '@backstage/ui';
import { RiDeleteBinLine } from '@remixicon/react';
import { useMemo } from 'react';
import { scimApiRef } from '../api';
import { BindingsPanel } from '../bindings';
import { ActionDialog, ItemDialog } from '../layout';
import { MembersPanel } from '../members';
import { scimTranslationRef } from '../translation';

/** Everything about one portal role: who holds it and what it gives. */
export function RoleDialog(props: {
  /** Closed if absent. */
  id: string | undefined;
  canChange: boolean;
  onClose(): void;
  onChanged(): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const { id, canChange, onClose, onChanged } = props;
  const read = useMemo(() => scim.getRole.bind(scim), [scim]);
  return (
    <ItemDialog
      id={id}
      read={read}
      titleOf={role => role.name}
      kind={t('roles.detail.title')}
      onClose={onClose}
    >
      {role => (
        <>
          <Text color="secondary">
            {role.synced ? t('roles.detail.synced') : t('roles.detail.hand')}
          </Text>
          <MembersPanel
            of={{ type: 'role', id: role.id }}
            canChange={canChange && !role.synced}
            onChanged={onChanged}
          />
          <BindingsPanel
            principal={{ type: 'portalRole', id: role.id, name: role.name }}
            onChanged={onChanged}
          />
          {canChange && (
            <div>
              <ActionDialog
                action={t('roles.delete.action')}
                icon={<RiDeleteBinLine />}
                title={t('roles.delete.title', { name: role.name })}
                confirm={t('roles.delete.action')}
                isDestructive
                onConfirm={async () => {
                  await scim.deleteRole(role.id);
                  onChanged();
                  onClose();
                }}
              >
                <Text>
                  {t('roles.delete.description', {
                    members: role.memberCount.toLocaleString(),
                    bindings: role.bindingCount.toLocaleString(),
                  })}
                </Text>
              </ActionDialog>
            </div>
          )}
        </>
      )}
    </ItemDialog>
  );
}
