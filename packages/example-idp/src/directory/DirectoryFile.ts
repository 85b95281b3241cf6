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

import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Directory } from './Directory';
import { parseDirectory } from './parseDirectory';

/** How long a file must be left alone before it is read again. */
const SETTLE_MILLISECONDS = 150;

/** A directory kept in a file. */
export class DirectoryFile {
  /** What the file held when it was last read without problems. */
  directory: Directory;

  readonly #file: string;

  private constructor(file: string, directory: Directory) {
    this.#file = file;
    this.directory = directory;
  }

  /** @throws DirectoryError if something is wrong with the file */
  static async open(file: string): Promise<DirectoryFile> {
    return new DirectoryFile(file, await readDirectory(file));
  }

  /**
   * Reads the file again whenever it changes.
   *
   * @param listeners - `onChange` is called when it was read, `onProblem` when
   * something is wrong with it: the directory then stays as it was
   * @returns what ends it
   */
  watch(listeners: {
    onChange: () => void;
    onProblem: (error: Error) => void;
  }): () => void {
    let timer: NodeJS.Timeout | undefined;
    const reread = async () => {
      try {
        this.directory = await readDirectory(this.#file);
        listeners.onChange();
      } catch (error) {
        listeners.onProblem(error as Error);
      }
    };
    // Editors replace the file, so its folder is what can be watched.
    const watcher = watch(path.dirname(this.#file), (_event, name) => {
      if (name === path.basename(this.#file)) {
        clearTimeout(timer);
        timer = setTimeout(reread, SETTLE_MILLISECONDS);
      }
    });
    return () => {
      clearTimeout(timer);
      watcher.close();
    };
  }
}

/** @throws DirectoryError if something is wrong with the file */
export async function readDirectory(file: string): Promise<Directory> {
  return parseDirectory(await readFile(file, 'utf8'), file);
}
