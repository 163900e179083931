import { contacts } from '../../../functions/grids/contacts/contract.ts';
import { client } from '../../../functions/http/client.ts';

const surnames = Array.from('赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜');
const given = ['文清', '立行', '永康', '秀英', '建国', '雅琴', '明远', '春燕', '志平', '晓东', '桂芳'];

/** Invented people: a liaison leader and a phone of supervision a community, a leader and a worker a grid. */
export async function seedContacts(
  communities: readonly { code: string; grids: number }[],
  options: { base: string; token: string },
): Promise<void> {
  let next = 0;
  const person = (): string => surnames[next % surnames.length]! + given[next++ % given.length]!;
  const phone = (): string => `023-5922-${String(2000 + next).padStart(4, '0')}`;
  const rows = communities.flatMap(({ code, grids }) => [
    [code, '综合联系领导', person(), '县级领导（演示）', phone()],
    [code, '监督电话', '', '', '023-5922-1234'],
    ...Array.from({ length: grids }, (_, i) => code + String(i + 1).padStart(3, '0')).flatMap((grid) => [
      [grid, '网格长', person(), '社区干部', phone()],
      [grid, '网格员', person(), '专职网格员', phone()],
    ]),
  ]);
  await client(contacts, options).importContacts({
    params: { division: '500229' },
    upload: {
      type: 'text/csv',
      text: [['code', 'role', 'name', 'title', 'phone'], ...rows].map((row) => row.join()).join('\n'),
    },
    idempotencyKey: 'demo-contacts',
  });
}
