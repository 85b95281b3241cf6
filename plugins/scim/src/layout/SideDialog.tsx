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

import { Dialog, DialogBody, DialogHeader } from '@backstage/ui';
import { ReactNode, useEffect } from 'react';
import styles from './SideDialog.module.css';

/** Shows one thing of a list in full, at the side of the page. */
export function SideDialog(props: {
  isOpen: boolean;
  onClose(): void;
  title: ReactNode;
  children: ReactNode;
}) {
  const { isOpen, onClose } = props;
  useEffect(() => {
    // The button that had the focus may be gone, and the dialog hears nothing.
    const closeUnfocused = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && document.activeElement === document.body) {
        onClose();
      }
    };
    if (isOpen) {
      document.addEventListener('keydown', closeUnfocused);
    }
    return () => document.removeEventListener('keydown', closeUnfocused);
  }, [isOpen, onClose]);
  return (
    <Dialog
      className={styles.dialog}
      isOpen={isOpen}
      onOpenChange={open => !open && onClose()}
      isDismissable
    >
      <DialogHeader className={styles.header}>{props.title}</DialogHeader>
      <DialogBody className={styles.body}>{props.children}</DialogBody>
    </Dialog>
  );
}
