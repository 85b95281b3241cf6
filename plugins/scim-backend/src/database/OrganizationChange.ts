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

import { Knex } from 'knex';

const ROWS_PER_INSERT = 500;

/** Somebody or something of the directory whose catalog entity may differ. */
export interface Touched {
  kind: 'user' | 'group';
  uuid: string;
  entityName: string;
}

/** A write in progress: its transaction, and what it says it has changed. */
export class OrganizationChange {
  readonly #touched = new Map<string, Touched>();
  readonly #notices: string[] = [];
  #effective = false;

  constructor(
    readonly tx: Knex.Transaction,
    /** The organization's revision once this write is committed. */
    readonly revision: number,
  ) {}

  /** True once something that can change a plan has changed. */
  get isEffective(): boolean {
    return this.#effective;
  }

  /** True if the directory changed, so that the feed has new entries. */
  get touchesDirectory(): boolean {
    return this.#touched.size > 0;
  }

  /** What operators are to know once this write is committed. */
  get notices(): readonly string[] {
    return this.#notices;
  }

  /** Something that operators are to know once this write is committed. */
  notice(message: string): void {
    this.#notices.push(message);
  }

  /** Something that can change a plan has changed. */
  mark(): void {
    this.#effective = true;
  }

  /**
   * The catalog entities of these users or groups may differ now. Call it for
   * each entity name that is affected: on a rename, for the old and the new.
   */
  touch(...touched: Touched[]): void {
    for (const entry of touched) {
      this.#touched.set(
        `${entry.kind}:${entry.uuid}:${entry.entityName}`,
        entry,
      );
    }
    this.#effective ||= touched.length > 0;
  }

  /** Writes revision and change feed; called once, by the database. */
  async flush(): Promise<void> {
    if (!this.#effective) {
      return;
    }
    await this.tx('organization')
      .where({ id: 1 })
      .update({ revision: this.revision });
    const rows = [...this.#touched.values()].map(entry => ({
      revision: this.revision,
      kind: entry.kind,
      uuid: entry.uuid,
      entity_name: entry.entityName,
    }));
    // SQLite takes at most 32,766 bound values in a statement. `batchInsert`
    // would open a savepoint, which costs two more round trips in every write.
    for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
      await this.tx('change_feed').insert(
        rows.slice(start, start + ROWS_PER_INSERT),
      );
    }
  }
}
