import { expect, test } from 'vitest';
import { contactsAt, mergeContacts, readContacts } from '../../../../functions/grids/contacts/import.ts';
import type { Contact } from '../../../../functions/grids/contacts/contract.ts';

const community = '500229001002';
const row = (cells: Record<string, string>, at = 2) => ({ row: at, cells });

test('roles are read as a county writes them; a phone of supervision needs no name', () => {
  const { contacts, faults } = readContacts('500229', [
    row({ code: community, role: '综合联系领导', name: '甲', phone: '023-1' }),
    row({ 编码: community, 角色: '监督电话', 工作电话: '12345' }),
    row({ code: `${community}001`, role: '网格员', name: '乙', phone: '023-2', 身份证号: '500000' }, 4),
    row({ code: `${community}001`, role: '网格员', name: '乙', phone: '023-3' }, 5),
    row({ code: '1', role: '网格员', name: '丙', phone: '023-3' }, 6),
    row({ code: community, role: 'constructor', name: '丙', phone: '023-3' }, 7),
  ]);
  expect(contacts.map(({ role, name }) => [role, name])).toEqual([
    ['liaison-leader', '甲'],
    ['supervision', ''],
    ['grid-worker', '乙'],
  ]);
  expect(faults).toEqual([
    { row: 5, refusal: 'id-twice' },
    { row: 6, refusal: 'place-invalid' },
    { row: 7, refusal: 'role-unknown' },
  ]);
  expect(JSON.stringify(contacts)).not.toContain('500000');
  expect(() => readContacts('500229', [])).toThrow(expect.objectContaining({ refusal: 'file-without-rows' }));
});

test('a grid is told its own people first, then those of its community, and nobody else’s', () => {
  const contact = (at: string, role: Contact['role']): Contact => ({
    id: `${at}|${role}`,
    at,
    role,
    name: '',
    phone: '1',
  });
  const all = [
    contact(community, 'supervision'),
    contact(community, 'liaison-leader'),
    contact(`${community}001`, 'grid-worker'),
    contact(`${community}001`, 'grid-leader'),
    contact(`${community}002`, 'grid-leader'),
    contact('500229001006', 'liaison-leader'),
  ];
  expect(contactsAt(all, `${community}001`).map(({ role }) => role)).toEqual([
    'grid-leader',
    'grid-worker',
    'liaison-leader',
    'supervision',
  ]);
  expect(contactsAt(all, community).map(({ role }) => role)).toEqual(['liaison-leader', 'supervision']);
});

test('a county has room for 20,000 contacts and no more', () => {
  const many = Array.from({ length: 20_001 }, (_, i): Contact => ({
    id: String(i),
    at: community,
    role: 'supervision',
    name: '',
    phone: '123',
  }));
  expect(() => mergeContacts([], many, 'merge')).toThrow(expect.objectContaining({ refusal: 'too-many-contacts' }));
  expect(mergeContacts(many.slice(0, 3), many.slice(0, 1), 'replace')).toMatchObject({ changed: 0, dropped: 2 });
});
