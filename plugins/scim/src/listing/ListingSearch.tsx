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

import { SearchField } from '@backstage/ui';
import { useEffect, useRef, useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import styles from './ListingSearch.module.css';

/** Searches a listing when one stops typing. */
export function ListingSearch(props: {
  label: string;
  value: string;
  onChange: (search: string) => void;
}) {
  const { label, value, onChange } = props;
  const [text, setText] = useState(value);
  const sent = useRef(value);

  // The URL may change under the field: back, forward, a link.
  useEffect(() => {
    if (value !== sent.current) {
      sent.current = value;
      setText(value);
    }
  }, [value]);

  useDebounce(
    () => {
      if (text !== sent.current) {
        sent.current = text;
        onChange(text);
      }
    },
    250,
    [text, onChange],
  );

  return (
    <SearchField
      className={styles.search}
      size="small"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={setText}
    />
  );
}
