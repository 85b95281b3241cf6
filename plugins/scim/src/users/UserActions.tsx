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
import { UserDetail } from '@backstage-scim/plugin-scim-common';
import { Alert, Flex, Text } from '@backstage/ui';
import { RiLinkUnlink, RiUserUnfollowLine } from '@remixicon/react';
import { scimApiRef } from '../api';
import { ActionDialog } from '../layout';
import { scimTranslationRef } from '../translation';

interface ActionProps {
  user: UserDetail;
  onRemoved(): void;
  onChanged(): void;
}

/** What may be done with somebody: part them from their identity provider, remove them. */
export function UserActions(props: ActionProps) {
  return (
    <Flex gap="2" style={{ flexWrap: 'wrap' }}>
      {props.user.synced && <Unlink {...props} />}
      <Remove {...props} />
    </Flex>
  );
}

function Unlink({ user, onChanged }: ActionProps) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  return (
    <ActionDialog
      action={t('users.unlink.action')}
      icon={<RiLinkUnlink />}
      title={t('users.unlink.title', {
        name: user.displayName ?? user.userName,
        connection: user.connection ?? '',
      })}
      confirm={t('users.unlink.action')}
      onConfirm={async () => {
        await scim.unlinkUser(user.id);
        onChanged();
      }}
    >
      <Text>{t('users.unlink.description')}</Text>
      <Alert status="warning" icon title={t('users.unlink.hint')} />
    </ActionDialog>
  );
}

function Remove({ user, onRemoved }: ActionProps) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  return (
    <ActionDialog
      action={t('users.remove.action')}
      icon={<RiUserUnfollowLine />}
      obstacle={user.canRemove ? undefined : user.cannotRemoveReason ?? ''}
      title={t('users.remove.title', {
        name: user.displayName ?? user.userName,
      })}
      confirm={t('users.remove.confirm')}
      isDestructive
      onConfirm={async () => {
        await scim.deleteUser(user.id);
        onRemoved();
      }}
    >
      <Text>{t('users.remove.description', { count: user.bindingCount })}</Text>
    </ActionDialog>
  );
}
