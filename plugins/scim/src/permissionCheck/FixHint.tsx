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

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  AccessModel,
  PermissionCheckRow,
} from '@backstage-scim/plugin-scim-common';
import { Text } from '@backstage/ui';
import { CodeBlock, Panel } from '../layout';
import { scimTranslationRef } from '../translation';

/** How to fix what the check found, with `row` as the example. */
export function FixHint(props: {
  organization: string;
  model: AccessModel;
  row: PermissionCheckRow;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { organization, model, row } = props;
  const childType = model.completeness?.childType;
  const role = model.types
    .find(({ type }) => type === childType)
    ?.groupRoles.find(groupRole => groupRole === row.role);
  const file = [
    `organization: ${JSON.stringify(organization)}`,
    'bindings:',
    `  - resource: ${JSON.stringify(
      `${childType}/${row.resource.name}/${t('check.fix.child')}`,
    )}`,
    `    role: ${role ?? t('check.fix.role')}`,
    `    group: ${JSON.stringify(t('check.fix.group'))}`,
  ].join('\n');

  return (
    <Panel
      title={t('check.fix.title')}
      description={t('check.fix.description')}
    >
      <CodeBlock label={t('check.fix.file')} text={file} />
      <Text color="secondary">{t('check.fix.import')}</Text>
      <CodeBlock
        label={t('check.fix.command')}
        text="backstage-cli scim access import -f access.yaml"
      />
    </Panel>
  );
}
