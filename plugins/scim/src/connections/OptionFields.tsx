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
import { ConnectionOptions } from '@backstage-scim/plugin-scim-common';
import { Radio, RadioGroup, Switch, TextField } from '@backstage/ui';
import { scimTranslationRef } from '../translation';
import styles from './OptionFields.module.css';
import { RateLimitFields } from './RateLimitFields';

/** The options of a connection as fields. */
export function OptionFields(props: {
  value: ConnectionOptions;
  onChange(value: ConnectionOptions): void;
  isDisabled?: boolean;
  /** There are people: their names in the catalog must not change. */
  isNamespaceFixed?: boolean;
}) {
  const { t } = useTranslationRef(scimTranslationRef);
  const { value, onChange, isDisabled, isNamespaceFixed } = props;
  return (
    <div className={styles.fields}>
      <RadioGroup
        label={t('connections.options.linking.label')}
        isDisabled={isDisabled}
        value={value.linking}
        onChange={linking =>
          onChange({
            ...value,
            linking: linking as ConnectionOptions['linking'],
          })
        }
      >
        <Radio value="create-team">
          {t('connections.options.linking.createTeam')}
        </Radio>
        <Radio value="ask">{t('connections.options.linking.ask')}</Radio>
      </RadioGroup>
      <RadioGroup
        label={t('connections.options.withAccess.label')}
        isDisabled={isDisabled}
        value={value.linkWithAccess}
        onChange={linkWithAccess =>
          onChange({
            ...value,
            linkWithAccess:
              linkWithAccess as ConnectionOptions['linkWithAccess'],
          })
        }
      >
        <Radio value="automatically">
          {t('connections.options.withAccess.automatically')}
        </Radio>
        <Radio value="ask">{t('connections.options.withAccess.ask')}</Radio>
      </RadioGroup>
      <Switch
        label={t('connections.options.roleSync')}
        isDisabled={isDisabled}
        isSelected={value.roleSync}
        onChange={roleSync => onChange({ ...value, roleSync })}
      />
      <Switch
        label={t('connections.options.rolesFromGroups')}
        isDisabled={isDisabled || !value.roleSync}
        isSelected={value.rolesFromGroups}
        onChange={rolesFromGroups => onChange({ ...value, rolesFromGroups })}
      />
      <TextField
        className={styles.short}
        label={t('connections.options.namespace.label')}
        description={
          isNamespaceFixed
            ? t('connections.options.namespace.fixed')
            : t('connections.options.namespace.hint')
        }
        isDisabled={isDisabled || isNamespaceFixed}
        value={value.namespace}
        onChange={namespace => onChange({ ...value, namespace })}
      />
      <RateLimitFields
        value={value.rateLimit}
        onChange={rateLimit => onChange({ ...value, rateLimit })}
        isDisabled={isDisabled}
      />
    </div>
  );
}
