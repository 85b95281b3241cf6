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
import { Alert } from '@backstage/ui';
import { useMemo } from 'react';
import { EntityLink } from '../access';
import { scimApiRef } from '../api';
import { BindingsPanel } from '../bindings';
import {
  DateTime,
  FactList,
  HistoryPanel,
  ItemDialog,
  StatusDot,
  SyncMark,
} from '../layout';
import { MembersPanel } from '../members';
import { scimTranslationRef } from '../translation';
import { GroupActions } from './GroupActions';
import { groupTones } from './GroupsTable';

/** Everything about one group: where it comes from, who is in it, what it gives. */
export function GroupDialog(props: {
  /** Closed if absent. */
  id: string | undefined;
  canChange: boolean;
  onClose(): void;
  onChanged(): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const { id, canChange, onClose, onChanged } = props;
  const read = useMemo(() => scim.getGroup.bind(scim), [scim]);
  return (
    <ItemDialog
      id={id}
      read={read}
      titleOf={group => group.displayName}
      kind={t('groups.detail.title')}
      onClose={onClose}
    >
      {(group, readAgain) => {
        const changed = () => {
          readAgain();
          onChanged();
        };
        return (
          <>
            {group.state === 'waiting' && (
              <Alert
                status="info"
                icon
                title={t('groups.waiting.title')}
                description={t('groups.waiting.description', {
                  name: group.connection ?? '',
                })}
              />
            )}
            <FactList
              facts={[
                [
                  t('groups.column.state'),
                  <StatusDot tone={groupTones[group.state]}>
                    {t(`groups.state.${group.state}`)}
                  </StatusDot>,
                ],
                [
                  t('groups.column.sync'),
                  <SyncMark connection={group.connection} />,
                ],
                [
                  t('groups.fact.entity'),
                  <EntityLink
                    entityRef={group.linkedEntityRef ?? group.entityRef}
                  >
                    {group.linkedEntityRef ?? group.entityRef}
                  </EntityLink>,
                ],
                [
                  t('groups.fact.subgroups'),
                  group.subgroups.map(one => one.displayName).join(', ') || '–',
                ],
                [
                  t('groups.column.changed'),
                  <DateTime value={group.updatedAt} />,
                ],
              ]}
            />
            {canChange && (
              <GroupActions
                group={group}
                onChanged={changed}
                onGone={() => {
                  onChanged();
                  onClose();
                }}
              />
            )}
            <MembersPanel
              of={{ type: 'group', id: group.id }}
              canChange={canChange && group.state !== 'waiting'}
              warning={group.warning}
              onChanged={changed}
            />
            <BindingsPanel
              principal={{
                type: 'group',
                id: group.id,
                name: group.displayName,
              }}
              onChanged={onChanged}
            />
            <HistoryPanel entries={group.history} />
          </>
        );
      }}
    </ItemDialog>
  );
}
