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

import { PALETTE } from './palette';

/** Style of the administrator's pages. */
export const PAGE_STYLE = `${PALETTE}
  body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.45 system-ui, sans-serif; }
  h1 { margin: 0 0 1rem; font-size: 1.5rem; }
  h2 { margin: 0 0 0.75rem; font-size: 1.05rem; }
  p { margin: 0 0 0.75rem; }
  a { color: var(--accent); }
  code, pre { font: 0.82rem/1.45 ui-monospace, monospace; }
  .top { background: var(--card); border-bottom: 1px solid var(--line); }
  .bar { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 1.5rem; max-width: 84rem; margin: 0 auto; padding: 0.6rem 1.25rem; }
  .brand { display: flex; align-items: center; gap: 0.6rem; font-weight: 650; color: inherit; text-decoration: none; }
  .brand span { display: grid; place-items: center; width: 2rem; height: 2rem; border-radius: 8px; background: var(--accent); color: var(--on-accent); font-size: 0.8rem; }
  nav { display: flex; flex-wrap: wrap; gap: 0.25rem; }
  nav a { padding: 0.4rem 0.75rem; border-radius: 6px; color: var(--soft); text-decoration: none; }
  nav a:hover { color: var(--accent); }
  nav a[aria-current] { background: var(--page); color: var(--text); font-weight: 600; }
  .state { margin: 0 0 0 auto; color: var(--soft); font-size: 0.9rem; }
  .columns { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.5rem; max-width: 84rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }
  .card { margin-bottom: 1.25rem; padding: 1.1rem 1.25rem; border: 1px solid var(--line); border-radius: 10px; background: var(--card); }
  .row { display: flex; flex-wrap: wrap; align-items: center; gap: 0.6rem; }
  .row form { margin: 0; }
  .row form:has(input:not([type='hidden'])) { flex: 1; }
  .search { margin-bottom: 1rem; }
  .search input { flex: 1; min-width: 10rem; }
  .fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 0.9rem; margin-bottom: 1rem; }
  label.field { display: grid; gap: 0.25rem; color: var(--soft); font-size: 0.9rem; }
  input:not([type='checkbox']), select, button, .button { min-height: 2.5rem; padding: 0.4rem 0.8rem; border: 1px solid var(--line); border-radius: 7px; background: var(--card); color: var(--text); font: inherit; }
  input:not([type='checkbox']), select { width: 100%; }
  .row input, .row select { width: auto; min-width: min(18rem, 100%); max-width: 100%; }
  .row select { min-width: 9rem; }
  ul.list + form { margin-top: 0.9rem; }
  button, .button { cursor: pointer; text-decoration: none; }
  button:hover, .button:hover { border-color: var(--accent); color: var(--accent); }
  button.primary { border-color: var(--accent); background: var(--accent); color: var(--on-accent); font-weight: 600; }
  button.primary:hover { filter: brightness(1.1); color: var(--on-accent); }
  button.danger { color: var(--alert); }
  button.danger:hover { border-color: var(--alert); color: var(--alert); }
  ul.list { margin: 0; padding: 0; list-style: none; }
  ul.list > li { display: flex; align-items: center; gap: 0.9rem; padding: 0.65rem 0; border-top: 1px solid var(--line); }
  ul.list > li:first-child { border-top: 0; }
  .who { flex: 1; min-width: 0; }
  .who a { color: var(--text); font-weight: 600; text-decoration: none; }
  .who a:hover { color: var(--accent); text-decoration: underline; }
  .who small { display: block; overflow-wrap: anywhere; color: var(--soft); }
  .avatar { flex: none; display: grid; place-items: center; width: 2.4rem; height: 2.4rem; border: 1px solid var(--line); border-radius: 50%; color: var(--accent); font-size: 0.82rem; }
  .tag { flex: none; padding: 0.1rem 0.55rem; border: 1px solid currentColor; border-radius: 99px; color: var(--good); font-size: 0.8rem; white-space: nowrap; }
  .tag.off { color: var(--alert); }
  .tag.none { color: var(--soft); }
  .checks { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 0.1rem 1rem; margin-bottom: 0.9rem; }
  label.check { display: flex; align-items: baseline; gap: 0.5rem; padding: 0.25rem 0; }
  .done { padding: 0.85rem 1.1rem; border: 1px solid var(--good); border-radius: 10px; background: var(--card); margin-bottom: 1.25rem; }
  .done p:last-child, .done ol:last-child { margin-bottom: 0; }
  .done.failed { border-color: var(--alert); }
  .done ol { margin: 0.4rem 0 0; padding-left: 1.4rem; color: var(--soft); }
  .done code { overflow-wrap: anywhere; }
  .soft { color: var(--soft); }
  .traffic { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.4rem; }
  .exchange { border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
  .exchange summary { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0.1rem 0.6rem; align-items: baseline; padding: 0.45rem 0.7rem; cursor: pointer; list-style: none; }
  .exchange summary::-webkit-details-marker { display: none; }
  .exchange code { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .exchange[open] code { white-space: normal; overflow-wrap: anywhere; }
  .method { min-width: 3.6rem; color: var(--accent); font: 600 0.78rem ui-monospace, monospace; }
  .status { color: var(--good); font-size: 0.82rem; white-space: nowrap; }
  .status.bad { color: var(--alert); }
  .exchange dl { margin: 0; padding: 0 0.7rem 0.7rem; }
  .exchange dt { margin-top: 0.5rem; color: var(--soft); font-size: 0.82rem; }
  .exchange dd { margin: 0; }
  .exchange pre { max-height: 20rem; margin: 0.2rem 0 0; padding: 0.6rem; overflow: auto; border-radius: 6px; background: var(--page); }
  aside { display: none; }
  footer { max-width: 84rem; margin: 0 auto; padding: 0 1.25rem 2rem; color: var(--soft); font-size: 0.9rem; }
  @media (min-width: 68rem) {
    .with-aside { grid-template-columns: minmax(0, 1fr) 24rem; }
    aside { display: block; }
  }
  @media (max-width: 40rem) {
    nav { margin: 0 -0.6rem; }
    nav a { padding: 0.35rem 0.6rem; }
    .state { margin: 0; }
    .search input { flex-basis: 100%; }
    .search select { flex: 1; }
    .avatar { display: none; }
    ul.list > li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.4rem 0.9rem; }
    .who { grid-row: span 2; }
    ul.list .tag { justify-self: end; }
    .row { gap: 0.5rem; }
  }
`;
