import { writeXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { readSheet, XLSX } from '../../../../functions/grids/imports/sheet.ts';
import { readUnits } from '../../../../functions/grids/units/import.ts';

const none = new Uint8Array();

test('a sheet with Chinese headings becomes units, with office and liaison officer; bad rows are told', async () => {
  const bytes = await writeXlsx({
    sheets: [
      {
        name: '名册',
        rows: [
          ['编号', '名称', '类别', '经度', '纬度', '能力', '电话', '办公地点', '联络员', '联络员电话'],
          ['U01', '县人民检察院', '机关', 108.66, 31.95, 45, '023-5922-0001', '土城路2号', '白文', '023-5922-0101'],
          ['U02', '县妇联', '社会组织', 108.66, 31.95, 12, '', '', '', ''],
          ['U03', '县司法局', '王国', 108.66, 31.95, 12, '', '', '', ''],
          ['U04', '县医院', '事业单位', 108.66, 31.95, -1, '', '', '', ''],
          ['U05', '某企业', '企业', 108.66, 31.95, 3, '', '路'.repeat(121), '', ''],
          ['U06', '某社', '企业', 108.66, 31.95, 3, '', '', '乔木', '电话'],
        ],
      },
    ],
  });
  const { rows, units, faults } = readUnits(await readSheet({ type: XLSX, text: '', bytes }));
  expect(rows).toBe(6);
  expect(units).toEqual([
    {
      id: 'U01',
      name: '县人民检察院',
      kind: 'department',
      lng: 108.66,
      lat: 31.95,
      capacity: 45,
      phone: '023-5922-0001',
      office: '土城路2号',
      liaison: { name: '白文', phone: '023-5922-0101' },
    },
    { id: 'U02', name: '县妇联', kind: 'organisation', lng: 108.66, lat: 31.95, capacity: 12 },
  ]);
  expect(faults).toEqual([
    { row: 4, refusal: 'kind-unknown' },
    { row: 5, refusal: 'capacity-invalid' },
    { row: 6, refusal: 'office-too-long' },
    { row: 7, refusal: 'phone-invalid' },
  ]);
});

test('a CSV reads the same way', async () => {
  const text = 'id,name,kind,lng,lat,capacity,liaison,liaison phone\nU1,县医院,institution,108.6,31.9,8,郑和,023-1\n';
  expect(readUnits(await readSheet({ type: 'text/csv', text, bytes: none })).units[0]).toMatchObject({
    id: 'U1',
    liaison: { name: '郑和', phone: '023-1' },
  });
});
