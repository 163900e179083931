import { expect, test } from 'vitest';
import { presigned } from '../../../functions/http/presigned.ts';

test("it signs AWS's published example as AWS does", () => {
  // Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters", its example.
  const signer = {
    keyId: 'AKIAIOSFODNN7EXAMPLE',
    secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    region: 'us-east-1',
  };
  const moment = { now: '2013-05-24T00:00:00.000Z', seconds: 86_400, signer };
  expect(presigned('GET', 'https://examplebucket.s3.amazonaws.com/test.txt', {}, moment)).toBe(
    'https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256' +
      '&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
      '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host' +
      '&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  );
});
