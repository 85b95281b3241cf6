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

/**
 * The change rows of a plan as `encodeChanges` writes them, page by page while
 * they are written.
 */
export class ArrivingPages {
  readonly #pages: string[] = [];
  #isComplete = false;
  #error: Error | undefined;
  #wake = () => {};
  #changed = this.#change();

  /** Further pages. */
  add(pages: string[]): void {
    pages.forEach(page => this.#pages.push(page));
    this.#tell();
  }

  /** No more pages come. */
  complete(): void {
    this.#isComplete = true;
    this.#tell();
  }

  /** No more pages come, though there are some. */
  fail(error: Error): void {
    this.#error ??= error;
    this.#tell();
  }

  /** The pages in their order, as many at a time as have come. */
  async *portions(): AsyncGenerator<string[]> {
    let next = 0;
    while (next < this.#pages.length || !this.#isComplete) {
      if (this.#error) {
        throw this.#error;
      }
      const portion = this.#pages.slice(next);
      next += portion.length;
      if (portion.length > 0) {
        yield portion;
      } else {
        await this.#changed;
      }
    }
  }

  /** All pages, once they have come. */
  async all(): Promise<string[]> {
    const pages: string[] = [];
    for await (const portion of this.portions()) {
      pages.push(...portion);
    }
    return pages;
  }

  #change(): Promise<void> {
    return new Promise(resolve => {
      this.#wake = resolve;
    });
  }

  #tell(): void {
    this.#wake();
    this.#changed = this.#change();
  }
}
