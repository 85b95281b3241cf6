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
import { GroupDetail, GroupListItem } from '@backstage-scim/plugin-scim-common';
import { Alert, Flex, Radio, RadioGroup, Text, TextField } from '@backstage/ui';
import {
  RiAddLine,
  RiDeleteBinLine,
  RiEditLine,
  RiLinksLine,
  RiLinkUnlink,
} from '@remixicon/react';
import { useMemo, useState } from 'react';
import { scimApiRef } from '../api';
import { ActionDialog } from '../layout';
import { ListingPicker } from '../listing';
import { scimTranslationRef } from '../translation';

/** What may be done with a group: link it while it waits, part it, rename or delete it. */
export function GroupActions(props: {
  group: GroupDetail;
  onChanged(): void;
  /** The group is another one now, or none. */
  onGone(): void;
}) {
  const { state } = props.group;
  return (
    <Flex gap="2" style={{ flexWrap: 'wrap' }}>
      {state === 'waiting' && <CreateTeam {...props} />}
      {state === 'waiting' && <LinkToTeam {...props} />}
      {state === 'synced' && <Unlink {...props} />}
      {state !== 'waiting' && <Rename {...props} />}
      {state === 'local' && <Delete {...props} />}
    </Flex>
  );
}

type ActionProps = Parameters<typeof GroupActions>[0];

function CreateTeam({ group, onChanged }: ActionProps) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  return (
    <ActionDialog
      action={t('groups.createTeam.action')}
      icon={<RiAddLine />}
      variant="primary"
      title={t('groups.createTeam.title', { name: group.displayName })}
      confirm={t('groups.createTeam.action')}
      onConfirm={async () => {
        await scim.createTeam(group.id);
        onChanged();
      }}
    >
      <Text>
        {t('groups.createTeam.description', { count: group.memberCount })}
      </Text>
    </ActionDialog>
  );
}

function LinkToTeam({ group, onChanged, onGone }: ActionProps) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const [kind, setKind] = useState<'team' | 'entity'>('team');
  const [team, setTeam] = useState<GroupListItem>();
  const [entityRef, setEntityRef] = useState('');
  const list = useMemo(
    () => (page: Parameters<typeof scim.listGroups>[0]) =>
      scim.listGroups({ ...page, state: 'local' }),
    [scim],
  );
  return (
    <ActionDialog
      action={t('groups.link.action')}
      icon={<RiLinksLine />}
      title={t('groups.link.title', { name: group.displayName })}
      confirm={t('groups.link.confirm')}
      isConfirmDisabled={kind === 'team' ? !team : !entityRef.trim()}
      onConfirm={async () => {
        if (kind === 'team') {
          await scim.linkGroup(group.id, { groupId: team!.id });
          onGone();
        } else {
          await scim.linkGroup(group.id, { entityRef: entityRef.trim() });
          onChanged();
        }
      }}
    >
      <RadioGroup
        label={t('groups.link.kind')}
        value={kind}
        onChange={value => setKind(value as 'team' | 'entity')}
      >
        <Radio value="team">{t('groups.link.toTeam')}</Radio>
        <Radio value="entity">{t('groups.link.toEntity')}</Radio>
      </RadioGroup>
      <Text>
        {kind === 'team'
          ? t('groups.link.description')
          : t('groups.link.entityDescription')}
      </Text>
      {kind === 'team' && group.suggestedTeam && (
        <Text color="secondary">
          {t('groups.link.suggested', {
            name: group.suggestedTeam.displayName,
          })}
        </Text>
      )}
      {kind === 'team' ? (
        <ListingPicker<GroupListItem>
          label={t('groups.link.team')}
          list={list}
          nameOf={({ displayName }) => displayName}
          onPick={setTeam}
        />
      ) : (
        <TextField
          label={t('groups.link.entity')}
          placeholder="group:default/platform"
          value={entityRef}
          onChange={setEntityRef}
          isRequired
        />
      )}
    </ActionDialog>
  );
}

function Unlink({ group, onGone }: ActionProps) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  return (
    <ActionDialog
      action={t('groups.unlink.action')}
      icon={<RiLinkUnlink />}
      title={t('groups.unlink.title', { name: group.displayName })}
      confirm={t('groups.unlink.action')}
      onConfirm={async () => {
        await scim.unlinkGroup(group.id);
        onGone();
      }}
    >
      <Text>
        {t('groups.unlink.description', { name: group.connection ?? '' })}
      </Text>
    </ActionDialog>
  );
}

function Rename({ group, onChanged }: ActionProps) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const [name, setName] = useState(group.displayName);
  return (
    <ActionDialog
      action={t('groups.rename.action')}
      icon={<RiEditLine />}
      title={t('groups.rename.title', { name: group.displayName })}
      confirm={t('groups.rename.action')}
      isConfirmDisabled={!name.trim() || name.trim() === group.displayName}
      onConfirm={async () => {
        await scim.updateGroup(group.id, { displayName: name.trim() });
        onChanged();
      }}
    >
      {group.warning && <Alert status="warning" icon title={group.warning} />}
      <TextField
        label={t('groups.add.name')}
        value={name}
        onChange={setName}
        isRequired
      />
    </ActionDialog>
  );
}

function Delete({ group, onGone }: ActionProps) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  return (
    <ActionDialog
      action={t('groups.delete.action')}
      icon={<RiDeleteBinLine />}
      title={t('groups.delete.title', { name: group.displayName })}
      confirm={t('groups.delete.action')}
      isDestructive
      onConfirm={async () => {
        await scim.deleteGroup(group.id);
        onGone();
      }}
    >
      <Text>
        {t('groups.delete.description', { count: group.bindingCount })}
      </Text>
    </ActionDialog>
  );
}
