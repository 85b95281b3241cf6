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

import { Box, Text } from '@backstage/ui';
import { ReactNode, useId } from 'react';
import styles from './Panel.module.css';

/** A titled section of a page. */
export function Panel(props: {
  title: ReactNode;
  /** A line under the title. */
  description?: ReactNode;
  /** Buttons or fields at the right of the title. */
  actions?: ReactNode;
  /** Search and filters, below the title. */
  toolbar?: ReactNode;
  /** Level of the heading; 2 if absent. */
  level?: 2 | 3;
  children: ReactNode;
}) {
  const titleId = useId();
  return (
    <Box
      as="section"
      bg="neutral"
      className={styles.panel}
      aria-labelledby={titleId}
    >
      <div className={styles.header}>
        <div className={styles.titles}>
          <Text
            as={props.level === 3 ? 'h3' : 'h2'}
            variant="body-large"
            weight="bold"
            id={titleId}
          >
            {props.title}
          </Text>
          {props.description && (
            <Text as="p" color="secondary">
              {props.description}
            </Text>
          )}
        </div>
        {props.actions && <div className={styles.actions}>{props.actions}</div>}
      </div>
      {props.toolbar && <div className={styles.toolbar}>{props.toolbar}</div>}
      {props.children}
    </Box>
  );
}
