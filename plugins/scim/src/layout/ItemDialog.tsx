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

import { ReactNode, useEffect, useRef } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { ErrorNotice } from './ErrorNotice';
import { LoadingRows } from './LoadingRows';
import { SideDialog } from './SideDialog';

/** Reads one thing of a list when it is opened, and shows it at the side of the page. */
export function ItemDialog<T extends { id: string }>(props: {
  /** Closed if absent. */
  id: string | undefined;
  /** Keep its identity between renders. */
  read(id: string): Promise<T>;
  titleOf(item: T): string;
  /** The title until it is read. */
  kind: string;
  onClose(): void;
  children(item: T, readAgain: () => void): ReactNode;
}) {
  const { id, read, titleOf, kind, onClose, children } = props;
  const { value, error, loading, retry } = useAsyncRetry(
    async () => (id ? read(id) : undefined),
    [read, id],
  );
  // Until another one is read, the one before is none.
  const item = value?.id === id ? value : undefined;
  return (
    <SideDialog
      isOpen={id !== undefined}
      onClose={onClose}
      title={item ? titleOf(item) : kind}
    >
      <FocusAfterwards id={id} />
      {error && !loading && <ErrorNotice error={error} onRetry={retry} />}
      {!item && !error && <LoadingRows rows={3} height={96} />}
      {item && children(item, retry)}
    </SideDialog>
  );
}

/** Id of the element whose press shows an item. */
export function itemButtonId(id: string): string {
  return `item-${id}`;
}

/**
 * Gives the focus back to what opened the dialog, also if the page was drawn
 * anew meanwhile, as when a phone is turned: the dialog remembers an element
 * that is not there any more.
 */
function FocusAfterwards({ id }: { id: string | undefined }) {
  const shown = useRef(id);
  useEffect(() => {
    // While the dialog goes, there is none any more.
    shown.current = id ?? shown.current;
  }, [id]);
  useEffect(
    () => () => {
      const giveBack = () => {
        if (shown.current && document.activeElement === document.body) {
          document.getElementById(itemButtonId(shown.current))?.focus();
        }
      };
      // The dialog tries first, in the frame after it has gone.
      requestAnimationFrame(() => requestAnimationFrame(giveBack));
    },
    [],
  );
  return null;
}
