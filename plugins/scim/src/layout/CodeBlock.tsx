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
import { ButtonIcon } from '@backstage/ui';
import { RiFileCopyLine } from '@remixicon/react';
import { scimTranslationRef } from '../translation';
import styles from './CodeBlock.module.css';
import { useCopy } from './useCopy';

/** Text to take elsewhere. */
export function CodeBlock(props: { label: string; text: string }) {
  const { t } = useTranslationRef(scimTranslationRef);
  const copy = useCopy();
  return (
    <figure className={styles.block} aria-label={props.label}>
      <pre className={styles.text}>{props.text}</pre>
      <ButtonIcon
        className={styles.copy}
        size="small"
        variant="tertiary"
        icon={<RiFileCopyLine />}
        aria-label={t('copy.action', { what: props.label })}
        onPress={() => copy(props.text)}
      />
    </figure>
  );
}
