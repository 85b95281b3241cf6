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

import { Button, Text } from '@backstage/ui';
import { itemButtonId } from '../layout';
import styles from './ItemName.module.css';

/** Names an item of a listing; pressing it shows it in full. */
export function ItemName(props: {
  id: string;
  name: string;
  /** A line below. */
  detail?: string;
  onOpen(): void;
}) {
  const { id, name, detail, onOpen } = props;
  return (
    <div className={styles.item}>
      <Button
        id={itemButtonId(id)}
        variant="tertiary"
        className={styles.name}
        onPress={onOpen}
      >
        {name}
      </Button>
      {detail && (
        <Text variant="body-small" color="secondary">
          {detail}
        </Text>
      )}
    </div>
  );
}
