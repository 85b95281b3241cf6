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
import { UserDetail, UserSummary } from '@backstage-scim/plugin-scim-common';
import { Alert, Text } from '@backstage/ui';
import { RiLinksLine } from '@remixicon/react';
import { EntityLink } from '../access';
import { scimApiRef } from '../api';
import { ActionDialog, DateTime, FactList, SyncMark } from '../layout';
import { scimTranslationRef } from '../translation';
import { UserActions } from './UserActions';
import { UserStatus } from './UserStatus';

/** Who somebody is and who provisions them, with what may be done about it. */
export function UserFacts(props: {
  user: UserDetail;
  canChange: boolean;
  onRemoved(): void;
  onChanged(): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { user, canChange } = props;
  return (
    <>
      <FactList
        facts={[
          [t('users.fact.email'), user.email || '–'],
          [t('users.fact.userName'), user.userName],
          [t('users.fact.status'), <UserStatus status={user.status} />],
          [
            t('users.fact.sync'),
            <SyncMark
              connection={user.connection}
              requestedBy={user.linkRequestedBy}
            />,
          ],
          [
            t('users.fact.entity'),
            <EntityLink entityRef={user.entityRef}>
              {user.entityRef}
            </EntityLink>,
          ],
          [t('users.fact.bindings'), user.bindingCount.toLocaleString()],
          [
            t('users.fact.roles'),
            user.portalRoles.map(({ name }) => name).join(', ') || '–',
          ],
          [t('users.fact.created'), <DateTime value={user.createdAt} />],
          [t('users.fact.changed'), <DateTime value={user.updatedAt} />],
        ]}
      />
      {canChange && user.linkRequestedBy && (
        <LinkRequest {...props} connection={user.linkRequestedBy} />
      )}
      {canChange &&
        user.possibleDuplicates.map(other => (
          <Duplicate key={other.id} other={other} {...props} />
        ))}
      {canChange && <UserActions {...props} />}
    </>
  );
}

/** Lets a connection that asked for somebody take them over. */
function LinkRequest(props: {
  user: UserDetail;
  /** Name of the connection. */
  connection: string;
  onChanged(): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const { user, connection, onChanged } = props;
  return (
    <Alert
      status="warning"
      icon
      title={t('users.linkRequest.title', { connection })}
      description={t('users.linkRequest.description', {
        count: user.bindingCount,
      })}
      customActions={
        <ActionDialog
          action={t('users.linkRequest.action')}
          icon={<RiLinksLine />}
          title={t('users.linkRequest.confirmTitle', {
            connection,
            name: user.displayName ?? user.userName,
          })}
          confirm={t('users.linkRequest.action')}
          onConfirm={async () => {
            const { items } = await scim.listConnections({
              search: connection,
            });
            const asking = items.find(({ name }) => name === connection);
            if (!asking) {
              throw new Error(t('users.linkRequest.gone', { connection }));
            }
            await scim.linkUser(user.id, { connectionId: asking.id });
            onChanged();
          }}
        >
          <Text>{t('users.linkRequest.confirmDescription')}</Text>
        </ActionDialog>
      }
    />
  );
}

/** Offers to make one of two entries for, perhaps, the same person. */
function Duplicate(props: {
  user: UserDetail;
  other: UserSummary;
  onChanged(): void;
  onRemoved(): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const { user, other } = props;
  const unsynced = user.synced ? other : user;
  const synced = user.synced ? user : other;
  return (
    <Alert
      status="warning"
      icon
      title={t('users.duplicate.title')}
      description={t('users.duplicate.description', {
        other: other.email || other.userName,
      })}
      customActions={
        <ActionDialog
          action={t('users.duplicate.action')}
          icon={<RiLinksLine />}
          title={t('users.duplicate.confirmTitle')}
          confirm={t('users.duplicate.action')}
          onConfirm={async () => {
            await scim.linkUser(unsynced.id, { userId: synced.id });
            if (user.synced) {
              props.onChanged();
            } else {
              props.onRemoved();
            }
          }}
        >
          <Text>
            {t('users.duplicate.confirmDescription', {
              unsynced: unsynced.userName,
              synced: synced.userName,
            })}
          </Text>
        </ActionDialog>
      }
    />
  );
}
