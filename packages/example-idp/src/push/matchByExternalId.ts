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

/** A resource of the service and the entry of the directory it stands for. */
export interface Matches<Entry, Remote> {
  remoteOf(entry: Entry): Remote | undefined;
  /**
   * The SCIM `id` of the entry with this `externalId`; a placeholder as in
   * `PushRequest.body` if it is yet to be created.
   */
  idOf(externalId: string): string;
  /** Provisioned from here before, and gone from the directory. */
  gone: Remote[];
}

/** Finds the resource of each entry by `externalId`, or else by name. */
export function matchByExternalId<
  Entry extends { id: string },
  Remote extends { id: string; externalId?: string },
>(
  entries: Entry[],
  remotes: Remote[],
  names: { ofEntry(entry: Entry): string; ofRemote(remote: Remote): string },
): Matches<Entry, Remote> {
  const byExternalId = new Map<string, Remote>();
  const byName = new Map<string, Remote>();
  for (const remote of remotes) {
    if (remote.externalId) {
      byExternalId.set(remote.externalId, remote);
    }
    byName.set(names.ofRemote(remote).toLowerCase(), remote);
  }

  const wanted = new Set(entries.map(({ id }) => id));
  const found = new Map<string, Remote>();
  for (const entry of entries) {
    const namesake = byName.get(names.ofEntry(entry).toLowerCase());
    const remote =
      byExternalId.get(entry.id) ??
      // One entry's resource is not another's, whatever its name.
      (namesake?.externalId && wanted.has(namesake.externalId)
        ? undefined
        : namesake);
    if (remote) {
      found.set(entry.id, remote);
    }
  }

  const kept = new Set([...found.values()].map(({ id }) => id));
  return {
    remoteOf: entry => found.get(entry.id),
    idOf: externalId => found.get(externalId)?.id ?? `bulkId:${externalId}`,
    gone: remotes.filter(({ id, externalId }) => externalId && !kept.has(id)),
  };
}
