/** A file as it will be sent; its key makes a repeated sending harmless. */
export interface ChosenFile {
  readonly name: string;
  readonly type: string;
  readonly text: string;
  readonly key: string;
}
