import type { Role } from '../../functions/http/policy.ts';

/** An invented person of the demo, who can sign in by one click. */
export interface Person {
  /** For `npm run token -- NAME`; also the token's subject. */
  readonly name: string;
  /** Invented; nobody of the published case. */
  readonly person: string;
  readonly title: string;
  readonly roles: readonly Role[];
  readonly division: string;
  readonly unit?: string;
  readonly fund?: string;
}

/** One for every role, and an officer of another county, who must see nothing of this one. */
export const people: readonly Person[] = [
  { name: 'county', person: '沈知远', title: '城口县 县级管理员', roles: ['county-officer'], division: '500229' },
  {
    name: 'street',
    person: '陆文秋',
    title: '葛城街道 街道管理员',
    roles: ['subdistrict-officer'],
    division: '500229001',
  },
  {
    name: 'secretary',
    person: '顾晓岚',
    title: '凤凰社区 社区书记',
    roles: ['community-secretary'],
    division: '500229001002',
  },
  {
    name: 'liaison',
    person: '韩立群',
    title: '县人民检察院 网格单位联络员',
    roles: ['unit-liaison'],
    division: '500229001002',
    unit: 'U01',
  },
  {
    name: 'federation',
    person: '罗晓梅',
    title: '县妇联 联络员',
    roles: ['unit-liaison'],
    division: '500229',
    unit: 'U02',
  },
  {
    name: 'residents',
    person: '孟桂兰',
    title: '桂花井社区农发小区 住宅管理委员会',
    roles: ['residence-committee'],
    division: '500229001006',
  },
  {
    name: 'fund',
    person: '梁守正',
    title: '桂花井社区共建基金 管理委员会',
    roles: ['fund-committee'],
    division: '500229001006',
    fund: '500229001006',
  },
  {
    name: 'treasurer',
    person: '温如玉',
    title: '桂花井社区共建基金 财务',
    roles: ['fund-committee'],
    division: '500229001006',
    fund: '500229001006',
  },
  { name: 'auditor', person: '江明澈', title: '审计员', roles: ['auditor'], division: '500229' },
  { name: 'elsewhere', person: '邵一帆', title: '巫溪县 县级管理员', roles: ['county-officer'], division: '500238' },
];

/** A system of the county that calls the API by itself: the citizens' hotline. */
export const hotline = { id: 'hotline', title: '政务服务热线（系统）', roles: ['system'], division: '500229' } as const;

/** The staff site's public client. */
export const WEB_CLIENT = 'sonata-web';
