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
import { UserAccess, UserSummary } from '@backstage-scim/plugin-scim-common';
import { Alert, Button } from '@backstage/ui';
import { useState } from 'react';
import { RoleChangeList } from '../access';
import { Panel } from '../layout';
import { scimTranslationRef } from '../translation';

/** More rows than this wait until somebody asks for them. */
const SHOWN = 10;

/** What enforcing groups would change for a person: a sentence, and the rows. */
export function EnforcementOutlook(props: {
  user: UserSummary;
  enforcement: UserAccess['enforcement'];
  voice: 'own' | 'other';
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { enforcement, voice } = props;
  const { removed, changes } = enforcement;
  const [isWhole, setWhole] = useState(false);
  return (
    <Panel
      title={t('myAccess.outlook.title')}
      description={t('myAccess.outlook.description')}
    >
      {removed && (
        <Alert
          status="danger"
          icon
          title={t(`myAccess.outlook.${voice}.removed`)}
          description={t(`myAccess.outlook.${voice}.removedHint`)}
        />
      )}
      {!removed && changes.length === 0 && (
        <Alert
          status="success"
          icon
          title={t(`myAccess.outlook.${voice}.nothing`)}
        />
      )}
      {changes.length > 0 && (
        <>
          <Alert
            status="warning"
            icon
            title={t(`myAccess.outlook.${voice}.changes`, {
              count: changes.length,
            })}
          />
          <RoleChangeList
            user={props.user}
            changes={isWhole ? changes : changes.slice(0, SHOWN)}
            label={t('myAccess.outlook.title')}
          />
          {!isWhole && changes.length > SHOWN && (
            <div>
              <Button
                size="small"
                variant="secondary"
                onPress={() => setWhole(true)}
              >
                {t('myAccess.outlook.all', {
                  total: changes.length.toLocaleString(),
                })}
              </Button>
            </div>
          )}
        </>
      )}
    </Panel>
  );
}
