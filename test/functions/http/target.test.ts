import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { isPublicAddress, isTarget, postTo } from '../../../functions/http/target.ts';

test('case 31: addresses of this machine, private and reserved networks are none of the open internet', () => {
  const barred = [
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.0.1', '169.254.169.254', '100.64.0.1'],
    ...['0.0.0.0', '224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fd00::1', '::ffff:127.0.0.1'],
    ...['::ffff:10.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', 'ff02::1', 'not an address'],
  ];
  expect(barred.filter(isPublicAddress)).toEqual([]);
  expect(['114.114.114.114', '8.8.8.8', '172.32.0.1', '2400:3200::1'].filter((each) => !isPublicAddress(each))).toEqual(
    [],
  );
});

test('case 31: a URL that names such an address, in whatever spelling, is refused as it is written', () => {
  const refused = [
    ...[
      'http://example.gov.cn/',
      'https://localhost/',
      'https://a.localhost/',
      'https://printer.local/',
      'https://intranet/',
    ],
    ...['https://127.0.0.1/', 'https://127.1/', 'https://2130706433/', 'https://0x7f000001/', 'https://[::1]/'],
    ...['https://[::ffff:127.0.0.1]/', 'https://169.254.169.254/', 'https://user:word@example.gov.cn/'],
  ];
  expect(refused.filter((url) => isTarget(url))).toEqual([]);
  expect(isTarget('https://hotline.example.gov.cn/sonata')).toBe(true);
});

test('case 31: a name that resolves to this machine is refused when the message is sent', async () => {
  // localhost by another spelling that the look of the URL does not show: every resolver here answers it with ::1 or 127.0.0.1.
  const server = createServer((_, response) => response.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  let reached = 0;
  server.on('connection', () => reached++);
  expect(await postTo(`https://localhost.:${port}/`, '{}', {})).toEqual({ error: 'refused-address' });
  expect(reached).toBe(0);
  server.close();
});

test('a redirect is an answer like another and is not followed', async () => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked++;
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  expect(await postTo(`http://${host}/`, '{}', {}, [host])).toEqual({ status: 302 });
  expect(asked).toBe(1);
  server.close();
});
