/** The server instance that web/adapter.ts writes, by its name in package.json's imports. */
declare module '#renderer' {
  export const server: {
    init(options: { env: Record<string, string> }): Promise<void>;
    respond(
      request: Request,
      options: {
        getClientAddress(): string;
        platform: { snapshot(path: string): Promise<unknown> };
      },
    ): Promise<Response>;
  };
}
