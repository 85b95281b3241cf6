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

export { ActionDialog } from './ActionDialog';
export { CodeBlock } from './CodeBlock';
export { ConfirmButton } from './ConfirmButton';
export { DateTime } from './DateTime';
export { EmptyState } from './EmptyState';
export { ErrorNotice } from './ErrorNotice';
export { FactList } from './FactList';
export { HistoryPanel } from './HistoryPanel';
export { ItemDialog, itemButtonId } from './ItemDialog';
export { LoadingRows } from './LoadingRows';
export { PageBody } from './PageBody';
export { Panel } from './Panel';
export { SideDialog } from './SideDialog';
export { Stat, StatRow } from './Stat';
export { StatusDot } from './StatusDot';
export { SyncMark } from './SyncMark';
export { useCopy } from './useCopy';
export { useDownload } from './useDownload';
