/** Calls one operation of an engine's HTTP API, e.g. `call('DynamoDB_20120810.DescribeTable', { TableName })`. */
export type Call = (operation: string, input: unknown) => Promise<unknown>;

export class EngineError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

const headers = {
  'content-type': 'application/x-amz-json-1.0',
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-date': '20260101T000000Z',
};

/** An engine that runs on this machine asks for a signature and does not check it, so none is made. */
export const dynamodb =
  (endpoint: string): Call =>
  async (operation, input) => {
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: { ...headers, 'x-amz-target': operation },
      body: JSON.stringify(input),
    });
    const body = (await answer.json()) as { __type?: string; message?: string; Message?: string };
    if (answer.ok) return body;
    throw new EngineError((body.__type ?? '').replace(/^.*#/, ''), body.message ?? body.Message ?? answer.statusText);
  };

export const DYNAMODB = 'DynamoDB_20120810';
export const STREAMS = 'DynamoDBStreams_20120810';
