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

/** Colours of all pages; they follow the system's light or dark. */
export const PALETTE = `
  :root {
    color-scheme: light dark;
    --page: light-dark(#f4f5f7, #14171a);
    --card: light-dark(#ffffff, #1f2328);
    --line: light-dark(#d5d9de, #3a4048);
    --text: light-dark(#1b1f24, #eef1f4);
    --soft: light-dark(#56606b, #a9b2bc);
    --accent: light-dark(#1f5493, #8ec2ff);
    --on-accent: light-dark(#ffffff, #10243c);
    --good: light-dark(#1a6b3c, #86d9a5);
    --alert: light-dark(#a31515, #ff9a94);
  }
  * { box-sizing: border-box; }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`;
