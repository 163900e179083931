import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { newSecret, signed } from '../../../functions/http/signature.ts';

test("the specification's own example is signed as it says", () => {
  const headers = signed('msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, '{"test": 2432232314}', [
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  ]);
  expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test('a receiver with either of two secrets takes the message', () => {
  const secrets = [newSecret(), newSecret()];
  const body = '{"type":"plan.published"}';
  const headers = signed('msg_1', Math.floor(Date.now() / 1000), body, secrets);
  for (const secret of secrets) expect(new Webhook(secret).verify(body, headers)).toEqual({ type: 'plan.published' });
  expect(() => new Webhook(newSecret()).verify(body, headers)).toThrow();
});
