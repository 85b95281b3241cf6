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
  ConnectionOptions,
  ConnectionSummary,
} from '@backstage-scim/plugin-scim-common';
import { Button, Text } from '@backstage/ui';
import { useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { scimApiRef } from '../api';
import { ErrorNotice, Panel } from '../layout';
import { scimTranslationRef } from '../translation';
import { OptionFields } from './OptionFields';

/** What a connection may do, to be changed. */
export function ConnectionOptionsPanel(props: {
  connection: ConnectionSummary;
  onChanged(): void;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const scim = useApi(scimApiRef);
  const { connection, onChanged } = props;
  const [options, setOptions] = useState<ConnectionOptions>(
    optionsOf(connection),
  );
  const isChanged =
    JSON.stringify(options) !== JSON.stringify(optionsOf(connection));
  const [{ loading, error }, save] = useAsyncFn(async () => {
    await scim.updateConnection(connection.id, {
      ...options,
      rateLimit: options.rateLimit ?? null,
    });
    onChanged();
  }, [scim, connection.id, options, onChanged]);
  return (
    <Panel title={t('connections.options.title')}>
      {connection.declared && (
        <Text color="secondary">{t('connections.declared')}</Text>
      )}
      <OptionFields
        value={options}
        onChange={setOptions}
        isDisabled={connection.declared}
        isNamespaceFixed={connection.counts.users > 0}
      />
      {error && <ErrorNotice error={error} />}
      {!connection.declared && (
        <div>
          <Button
            size="small"
            isDisabled={!isChanged}
            isPending={loading}
            onPress={save}
          >
            {t('connections.options.save')}
          </Button>
        </div>
      )}
    </Panel>
  );
}

function optionsOf(connection: ConnectionSummary): ConnectionOptions {
  const { linking, linkWithAccess, roleSync } = connection;
  const { rolesFromGroups, namespace, rateLimit } = connection;
  return {
    linking,
    linkWithAccess,
    roleSync,
    rolesFromGroups,
    namespace,
    rateLimit,
  };
}
