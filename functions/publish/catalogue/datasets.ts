import * as z from 'zod';
import { Journal } from '../../fund/ledger/contract.ts';
import { JournalRow } from '../../fund/slips/contract.ts';
import { GridFeatures } from '../../grids/plans/contract.ts';
import { ResponsibleIndex } from '../../grids/responsible/contract.ts';
import { ChangesSnapshot } from '../changes/contract.ts';
import { CompoundsSnapshot } from '../compounds/contract.ts';
import {
  CatalogueSnapshot,
  CommunitySnapshot,
  CountiesSnapshot,
  CountySnapshot,
  FundSnapshot,
  FundsSnapshot,
  GridSnapshot,
  LookupSnapshot,
  SiteSnapshot,
  Topology,
} from '../contract.ts';
import { DumpManifest } from '../dump/contract.ts';
import { DemandsSnapshot } from '../demands/contract.ts';
import { ApplicationSnapshot, LedgerSnapshot } from '../fund/contract.ts';
import { MeetingSnapshot, MeetingsSnapshot } from '../meetings/contract.ts';
import { snapshotPaths as at } from '../pages.ts';
import {
  ProjectSnapshot,
  ProjectsSnapshot,
  ResourcesSnapshot,
  ScorecardsSnapshot,
  VenueSnapshot,
} from '../resources/contract.ts';
import { StatusSnapshot } from '../status/contract.ts';

/** Attribution is asked for, nothing else. */
export const LICENSE = 'https://creativecommons.org/licenses/by/4.0/';

interface Words {
  readonly zh: string;
  readonly en: string;
}

/** What a file is a form of. */
interface About {
  readonly identifier: string;
  readonly title: Words;
  readonly description: Words;
  readonly accrualPeriodicity: string;
}

/** One kind of published file. */
export interface Dataset {
  /** Names its schema. */
  readonly name: string;
  readonly of: About;
  /** Where it stands: a URI template. */
  readonly address: string;
  readonly mediaType: string;
  /** Absent where the format is another standard's, or a table whose columns are its header. */
  readonly schema?: z.ZodType;
}

const JSON_TYPE = 'application/json';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const ON_CHANGE = 'within a minute of a change, and each night';
const NIGHTLY = 'when a period ended, and when a statement is corrected';

const about = (
  identifier: string,
  zh: readonly [string, string],
  en: readonly [string, string],
  accrualPeriodicity = ON_CHANGE,
): About => ({
  identifier,
  title: { zh: zh[0], en: en[0] },
  description: { zh: zh[1], en: en[1] },
  accrualPeriodicity,
});

const file = (name: string, of: About, path: string, schema?: z.ZodType, mediaType = JSON_TYPE): Dataset => ({
  name,
  of,
  address: `/${path}`,
  mediaType,
  ...(schema && { schema }),
});

/** A list's table and feed beside its JSON. */
const forms = (name: string, of: About, path: string): Dataset[] =>
  Object.entries({ csv: 'text/csv', xlsx: XLSX, atom: 'application/atom+xml' }).map(([extension, mediaType]) =>
    file(`${name}-${extension}`, of, path.replace(/json$/, extension), undefined, mediaType),
  );

const itself = about(
  'catalogue',
  ['数据目录', '全部公开文件的地址、格式、结构说明与更新规则。'],
  ['Catalogue', 'Address, format, schema and update rule of every public file.'],
  'with each release',
);
const site = about(
  'site',
  ['站点设置', '登录服务的地址、页脚备案信息，以及是否为演示数据。'],
  ['Site settings', 'The issuer that tokens come from, the footer, and whether the data is a demo.'],
);
const status = about(
  'status',
  ['运行状态', '接口、公布、推送、报告等各部分是否正常，从何时起受影响。'],
  ['Status', 'Whether the API, publishing, webhooks, reports and the other parts do well, and since when not.'],
  'when an alarm changes',
);
const dumps = about(
  'dump',
  ['全部数据的每夜快照', '所有公开文本文件在同一时刻的内容，连同每个文件的摘要；保留 14 天。'],
  ['Nightly dump', 'All public text files as of one moment, with the digest of each; kept for 14 days.'],
  'each night at 03:00 in China',
);
const divisions = about(
  'divisions',
  ['区县、街道与社区', '行政区划及其网格数、户数合计。'],
  ['Counties, streets and communities', 'Divisions with their totals of grids and households.'],
);
const grids = about(
  'grids',
  ['网格', '每个社区公布的网格：边界、户数、相邻网格、责任单位；坐标 WGS84。'],
  ['Grids', 'The published grids of a community: borders, households, neighbours, responsible units; WGS84.'],
);
const compounds = about(
  'compounds',
  ['小区共治与改造', '每个登记小区：三无情况、公共事务由哪个单位与住委会共管、多方出资的改造计划及进展。'],
  ['Compounds', 'Who governs which affair of a compound with its residents, and renovations that several pay for.'],
);
const changes = about(
  'changes',
  ['责任单位变更', '哪个网格何时由哪个单位改为哪个单位，以及理由。'],
  ['Changes of responsibility', 'Which grid went from which unit to which, when, and why.'],
);
const places = about(
  'places',
  ['地名与网格对照', '小区、楼栋名称所在的网格与责任单位。'],
  ['Place names', 'The grid of each compound and building by name, and who answers for it.'],
);
const funds = about(
  'funds',
  ['共建基金', '余额、出资、申请与资助；金额单位为分。出资居民只有代号。'],
  ['Funds', 'Balances, contributions, applications and grants in fen. Residents who give have a code and no name.'],
);
const journals = about(
  'fund-journals',
  ['基金账簿', '每一笔分录，带哈希链，可独立验算。'],
  ['Fund journals', 'Every entry with its hash chain, for anyone to verify.'],
);
const statements = about(
  'fund-statements',
  ['基金报告', '每月、每季、每年的报告，更正后旧版本保留原地址。'],
  ['Fund statements', 'Monthly, quarterly and yearly; a corrected one keeps its earlier versions.'],
  NIGHTLY,
);

/** `verify` reads rows of any later release; what is published is told to the last field. */
const PublicJournal = Journal.extend({ rows: z.array(JournalRow) });

const demands = about(
  'demands',
  ['需求清单', '社区受理的需求：类别、进展、期限与责任单位；没有居民原话，没有个人，过小的网格不显示。'],
  ['Demands', "What communities took up: category, progress, deadline, unit; no resident's words, no persons."],
);
const meetings = about(
  'meetings',
  ['联席会议', '会议、议题与任务进展；不含个人。'],
  ['Joint meetings', 'Meetings, their matters and how the tasks go; no persons.'],
);
const resources = about(
  'resources',
  ['资源清单', '单位登记、社区核实的资源与阵地，以及剩余能力和预约占用。'],
  ['Resources', 'What units offer, verified by staff, with what is left of it; venues with what is taken.'],
);
const projects = about(
  'projects',
  ['项目清单', '由需求与资源结成的项目：进度、场次、满意度；不含个人。'],
  ['Projects', 'What joins demands with resources: progress, sessions, ratings; no persons.'],
);
const scorecards = about(
  'scorecards',
  ['办理成绩单', '按单位、网格、类别的响应率、办结率与满意度；少于规定数量的不公布。'],
  ['Scorecards', 'Response, resolution and satisfaction by unit, grid and category; small figures are left out.'],
);

const fundFile = (name: string): string => at.fundFile('{fund}', name);

/** Everything that is published below /data; the first whose address fits a path is its entry. */
export const datasets: readonly Dataset[] = [
  file('catalogue', itself, at.catalogue, CatalogueSnapshot),
  file('schema', itself, at.schema('{name}'), undefined, 'application/schema+json'),
  file('site', site, at.site, SiteSnapshot),
  file('dump-manifest', dumps, at.dumpManifest, DumpManifest),
  file('dump', dumps, at.dump('{day}'), undefined, 'application/gzip'),
  file('status', status, at.status, StatusSnapshot),
  file('counties', divisions, at.counties, CountiesSnapshot),
  file('county', divisions, at.county('{county}'), CountySnapshot),
  file('community', grids, at.community('{community}'), CommunitySnapshot),
  file('grid-features', grids, at.communityFeatures('{community}'), GridFeatures, 'application/geo+json'),
  file('grid-topology', grids, at.communityTopology('{community}'), Topology),
  file('grid', grids, at.grid('{grid}'), GridSnapshot),
  file('compounds', compounds, at.compounds('{community}'), CompoundsSnapshot),
  file('changes', changes, at.changes('{county}', 'json'), ChangesSnapshot),
  file('changes-atom', changes, at.changes('{county}', 'atom'), undefined, 'application/atom+xml'),
  file('resources', resources, at.resources('{county}'), ResourcesSnapshot),
  ...forms('resources', resources, at.resources('{county}')),
  file('venue', resources, at.venue('{county}', '{resource}'), VenueSnapshot),
  file('projects', projects, at.projects('{county}'), ProjectsSnapshot),
  ...forms('projects', projects, at.projects('{county}')),
  file('project', projects, at.project('{county}', '{project}'), ProjectSnapshot),
  file('scorecards', scorecards, at.scorecards('{county}'), ScorecardsSnapshot),
  file('demands', demands, at.demands('{division}'), DemandsSnapshot),
  ...forms('demands', demands, at.demands('{division}')),
  file('meetings', meetings, at.divisionMeetings('{division}'), MeetingsSnapshot),
  file('meetings-atom', meetings, at.divisionMeetings('{division}', 'atom'), undefined, 'application/atom+xml'),
  file('meeting', meetings, at.meeting('{meeting}'), MeetingSnapshot),
  file('meeting-invitation', meetings, at.invitation('{meeting}'), undefined, 'text/calendar'),
  file('responsible', places, at.responsible('{county}'), ResponsibleIndex),
  file('lookup', places, at.lookup('{county}'), LookupSnapshot),
  file('funds', funds, at.funds, FundsSnapshot),
  file('fund', funds, at.fund('{fund}'), FundSnapshot),
  file('fund-atom', funds, fundFile('feed.atom'), undefined, 'application/atom+xml'),
  file('fund-ledger', journals, at.fundLedger('{fund}'), LedgerSnapshot),
  file('fund-application', funds, at.fundApplication('{fund}', '{application}'), ApplicationSnapshot),
  file('grants-360giving', funds, fundFile('grants360.json')),
  file('journal', journals, fundFile('journal.json'), PublicJournal),
  file('journal-csv', journals, fundFile('journal.csv'), undefined, 'text/csv'),
  file('journal-xlsx', journals, fundFile('journal.xlsx'), undefined, XLSX),
  file('journal-hledger', journals, fundFile('hledger.journal'), undefined, 'text/plain'),
  file('statement', statements, fundFile('reports/{period}.json')),
  file('statement-csv', statements, fundFile('reports/{period}.csv'), undefined, 'text/csv'),
  file('statement-xlsx', statements, fundFile('reports/{period}.xlsx'), undefined, XLSX),
  file('statement-pdf', statements, fundFile('reports/{period}.pdf'), undefined, 'application/pdf'),
];
