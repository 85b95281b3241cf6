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

import { ProviderProfile } from '@backstage-scim/plugin-scim-common';
import { Button, Text } from '@backstage/ui';
import styles from './ProviderChoice.module.css';

/** One button for each identity provider. */
export function ProviderChoice(props: {
  providers: ProviderProfile[];
  onChoose(provider: ProviderProfile): void;
}) {
  return (
    <ul className={styles.providers}>
      {props.providers.map(provider => (
        <li key={provider.id}>
          <Button
            variant="secondary"
            className={styles.provider}
            onPress={() => props.onChoose(provider)}
          >
            <span className={styles.words}>
              <Text as="span" weight="bold">
                {provider.title}
              </Text>
              <Text as="span" variant="body-small">
                {provider.summary}
              </Text>
            </span>
          </Button>
        </li>
      ))}
    </ul>
  );
}
