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

import { PALETTE } from '../page/palette';

/** Style of the sign-in page; follows the system's light or dark. */
export const SIGN_IN_STYLE = `${PALETTE}
  body {
    margin: 0;
    padding: 2rem 1rem;
    background: var(--page);
    color: var(--text);
    font: 16px/1.4 system-ui, sans-serif;
  }
  main { max-width: 46rem; margin: 0 auto; }
  h1 { margin: 0; font-size: 1.6rem; }
  header p { margin: 0.25rem 0 1.25rem; color: var(--soft); }
  header strong { color: var(--text); }
  form[role='search'] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
    margin-bottom: 1rem;
  }
  input, .secondary {
    padding: 0.5rem 0.75rem;
    border: 1px solid var(--line);
    border-radius: 6px;
    background: var(--card);
    color: inherit;
    font: inherit;
  }
  input { flex: 1; min-width: 10rem; }
  ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr));
    gap: 0.5rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li button {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    width: 100%;
    height: 100%;
    padding: 0.75rem;
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--card);
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  button:hover { border-color: var(--accent); }
  small { display: block; color: var(--soft); }
  em { color: var(--alert); font-size: 0.85rem; }
  .avatar {
    flex: none;
    display: grid;
    place-items: center;
    width: 2.5rem;
    height: 2.5rem;
    border: 1px solid var(--accent);
    border-radius: 50%;
    color: var(--accent);
    font-size: 0.85rem;
  }
  .refusal {
    padding: 0.75rem;
    border: 1px solid var(--alert);
    border-radius: 8px;
    color: var(--alert);
  }
  footer { margin-top: 1.5rem; color: var(--soft); font-size: 0.9rem; }
`;
