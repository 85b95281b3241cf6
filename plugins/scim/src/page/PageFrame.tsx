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
import { useLocation } from 'react-router-dom';
import styles from './PageFrame.module.css';

/** The *Access* page around its header and its tab, whose name stays in sight. */
export function PageFrame(props: { children: ReactNode }) {
  const { pathname } = useLocation();
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = frame.current!;
    let shown: Element | null = null;
    let width = 0;
    // The tabs may be drawn later than the frame, and anew on a turned phone.
    const observer = new ResizeObserver(() => {
      const tab = element.querySelector('[role=tab][aria-selected=true]');
      if (tab !== shown || element.clientWidth !== width) {
        shown = tab;
        width = element.clientWidth;
        bringToMiddle(tab);
      }
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [pathname]);
  return (
    <main ref={frame} className={styles.frame}>
      {props.children}
    </main>
  );
}

function bringToMiddle(tab: Element | null) {
  const tabs = tab?.closest('.bui-PluginHeaderTabsWrapper');
  if (tab && tabs) {
    const { left, width } = tab.getBoundingClientRect();
    const middle = left + width / 2 - tabs.getBoundingClientRect().left;
    tabs.scrollLeft += middle - tabs.clientWidth / 2;
  }
}
