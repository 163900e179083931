declare global {
  namespace App {
    interface Platform {
      /** The JSON of a public snapshot by its bucket path; undefined when there is none. */
      snapshot(path: string): Promise<unknown>;
    }
  }
}

export {};
