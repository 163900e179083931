/** A file as it will be sent: as text, or a spreadsheet as it is. Its key makes a repeated sending harmless. */
export interface ChosenFile {
  readonly name: string;
  readonly upload: { readonly type: string } & (
    { readonly text: string } | { readonly bytes: Uint8Array<ArrayBuffer> }
  );
  readonly key: string;
}

/** The media type of an XLSX file. */
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
