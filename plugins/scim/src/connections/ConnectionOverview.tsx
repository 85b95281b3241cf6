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
  ConnectionSummary,
  PeopleOfDeletedConnection,
} from '@backstage-scim/plugin-scim-common';
import { Alert, Button, Radio, RadioGroup, Text } from '@backstage/ui';
import {
  RiBookOpenLine,
  RiDeleteBinLine,
  RiPauseLine,
  RiPlayLine,
} from '@remixicon/react';
import { useState } from 'react';
import { scimApiRef } from '../api';
import { ActionDialog, DateTime, FactList, Panel } from '../layout';
import { scimTranslationRef } from '../translation';
import { ConnectionStatusDot } from './ConnectionStatusDot';

interface OverviewProps {
  connection: ConnectionSummary;
  /** Title of its identity provider. */
  provider: string;
  onShowInstructions(): void;
  onChanged(): void;
  onDeleted(): void;
}

/** How a connection is doing, and the ways to pause, resume and delete it. */
export function ConnectionOverview(props: OverviewProps) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { connection } = props;
  const { counts, status } = connection;
  return (
    <Panel
      title={connection.name}
      description={connection.declared ? t('connections.declared') : undefined}
      actions={
        <>
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiBookOpenLine />}
            onPress={props.onShowInstructions}
          >
            {t('connections.instructions.action')}
          </Button>
          {status === 'active' && <Pause {...props} />}
          {status === 'paused' && <Resume {...props} />}
          <Delete {...props} />
        </>
      }
    >
      {status === 'paused' && (
        <Alert status="warning" icon title={t('connections.pausedNotice')} />
      )}
      <FactList
        facts={[
          [
            t('connections.column.status'),
            <ConnectionStatusDot status={status} />,
          ],
          [t('connections.fact.provider'), props.provider],
          [
            t('connections.column.lastRequest'),
            connection.lastRequestAt ? (
              <DateTime value={connection.lastRequestAt} />
            ) : (
              t('connections.never')
            ),
          ],
          [t('connections.column.users'), counts.users.toLocaleString()],
          [
            t('connections.fact.usersWaiting'),
            counts.usersWaiting.toLocaleString(),
          ],
          [t('connections.column.groups'), counts.groups.toLocaleString()],
          [
            t('connections.fact.groupsWaiting'),
            counts.groupsWaiting.toLocaleString(),
          ],
          [
            t('connections.column.errors'),
            counts.recentErrors.toLocaleString(),
          ],
        ]}
      />
    </Panel>
  );
}

function Pause({ connection, onChanged }: OverviewProps) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  return (
    <ActionDialog
      action={t('connections.pause.action')}
      icon={<RiPauseLine />}
      title={t('connections.pause.title', { name: connection.name })}
      confirm={t('connections.pause.action')}
      isDestructive
      onConfirm={async () => {
        await scim.pauseConnection(connection.id);
        onChanged();
      }}
    >
      <Text>{t('connections.pause.description')}</Text>
    </ActionDialog>
  );
}

function Resume({ connection, onChanged }: OverviewProps) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  return (
    <ActionDialog
      action={t('connections.resume.action')}
      icon={<RiPlayLine />}
      title={t('connections.resume.title', { name: connection.name })}
      confirm={t('connections.resume.action')}
      onConfirm={async () => {
        await scim.resumeConnection(connection.id);
        onChanged();
      }}
    >
      <Text>{t('connections.resume.description')}</Text>
    </ActionDialog>
  );
}

function Delete({ connection, onDeleted }: OverviewProps) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const [people, setPeople] = useState<PeopleOfDeletedConnection>('keep');
  const { users } = connection.counts;
  return (
    <ActionDialog
      action={t('connections.delete.action')}
      icon={<RiDeleteBinLine />}
      obstacle={connection.declared ? t('connections.declared') : undefined}
      title={t('connections.delete.title', { name: connection.name })}
      confirm={t('connections.delete.action')}
      isDestructive
      onConfirm={async () => {
        await scim.deleteConnection(connection.id, { people });
        onDeleted();
      }}
    >
      <Text>{t('connections.delete.description')}</Text>
      <RadioGroup
        label={t('connections.delete.people', { count: users })}
        value={people}
        onChange={value => setPeople(value as PeopleOfDeletedConnection)}
      >
        <Radio value="keep">{t('connections.delete.keep')}</Radio>
        <Radio value="deprovision">{t('connections.delete.deprovision')}</Radio>
      </RadioGroup>
    </ActionDialog>
  );
}
