import { numberOf } from './text.ts';

/** Where a matter is, as far as the text says: each set empty when unsaid. */
export interface Places {
  readonly building: ReadonlySet<string>;
  readonly unit: ReadonlySet<string>;
  readonly floor: ReadonlySet<string>;
  readonly room: ReadonlySet<string>;
  /** A区, 二期, 3号院 */
  readonly zone: ReadonlySet<string>;
  /** named streets, lanes, compounds ("河坝街") */
  readonly named: ReadonlySet<string>;
  /** groups of a village: 三组, 5社 */
  readonly group: ReadonlySet<string>;
  /** bus lines: 18路 */
  readonly line: ReadonlySet<string>;
  /** which gate or side of a place: 东门, 北侧, 后门 */
  readonly side: ReadonlySet<string>;
  /** 王婆婆, 李大爷 */
  readonly person: ReadonlySet<string>;
}

export const kindsOfPlace = [
  'building',
  'unit',
  'floor',
  'room',
  'zone',
  'named',
  'group',
  'line',
  'side',
  'person',
] as const;

const n = '([0-9]{1,4}|[零〇一二两三四五六七八九十百]{1,4})';
/** Names that most towns have a street of, though their characters mean other things in a sentence. */
const usual =
  /^(?:人民|解放|建设|胜利|和平|团结|幸福|光明|新华|文化|东风|红旗|前进|民主|新民|滨江|迎宾|公园|学府|长江|中山|环城|工农|新生|城[东南西北])$/;
const surnames =
  '赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹喻苏潘葛范彭鲁马方任袁柳唐罗薛雷贺倪汤滕殷毕郝常傅卞齐康伍余顾孟黄萧尹姚邵汪毛戴宋庞熊纪舒屈项董梁杜阮蓝闵席季贾江童颜郭梅林刘田胡凌霍万卢莫房丁邓洪包左石崔龚程邢裴陆翁段侯宁武龙叶黎白蒲谭冉向文廖曾';

/** Reads building, unit, floor, room, zone, named place and named person out of a standardised text. Numbers are unified ("三栋" and "3号楼" are 3). */
export function placesOf(text: string): Places {
  const found = Object.fromEntries(kindsOfPlace.map((kind) => [kind, new Set<string>()])) as Record<
    keyof Places,
    Set<string>
  >;
  const note = (kind: keyof Places, written: string | undefined) => {
    const value = written === undefined ? undefined : numberOf(written);
    if (value !== undefined) found[kind].add(String(value));
  };
  const noteRoom = (written: string | undefined) => {
    const value = written === undefined ? undefined : numberOf(written);
    if (value === undefined || value < 100) return;
    found.room.add(String(value));
    found.floor.add(String(Math.floor(value / 100)));
  };
  let rest = text.replace(new RegExp(`${n}-${n}-${n}`, 'g'), (_, building: string, unit: string, room: string) => {
    note('building', building);
    note('unit', unit);
    noteRoom(room);
    return '，';
  });
  rest = rest.replace(new RegExp(`${n}-${n}单元`, 'g'), (_, building: string, unit: string) => {
    note('building', building);
    note('unit', unit);
    return '，';
  });
  rest = rest.replace(
    new RegExp(`${n}(?:栋|幢|座|号楼)(?:${n}单元)?(?:([0-9]{3,4})(?:室|号|户)?)?`, 'g'),
    (_, building: string, unit?: string, room?: string) => {
      note('building', building);
      note('unit', unit);
      noteRoom(room);
      return '，';
    },
  );
  rest = rest.replace(new RegExp(`${n}单元([0-9]{3,4})?`, 'g'), (_, unit: string, room?: string) => {
    note('unit', unit);
    noteRoom(room);
    return '，';
  });
  for (const match of rest.matchAll(/([0-9]{3,4})(?:室|房|户|号房)/g)) noteRoom(match[1]);
  for (const match of rest.matchAll(
    /(?<![0-9.第])([1-9][0-9]?(?:0[1-9]|1[0-2]))(?![0-9.元块万斤米人名个天年月日号多路])/g,
  ))
    if (match[1] !== '110') noteRoom(match[1]);
  for (const match of rest.matchAll(new RegExp(`${n}(?:楼|层)(?!栋)`, 'g'))) note('floor', match[1]);
  for (const match of rest.matchAll(new RegExp(`([a-h]|${n})(区|期|号院|院|栋|座)`, 'g')))
    found.zone.add(`${numberOf(match[1]!) ?? match[1]!}${match[3]!.at(-1)!}`);
  // a village's groups: 三组, 5社; "一组照片" is none
  for (const match of rest.matchAll(new RegExp(`${n}(组|社|队)(?![员长织区团成装合])`, 'g')))
    if (match[1] !== '一' && match[1] !== '两') note('group', match[1]);
  for (const match of rest.matchAll(
    /(\p{Script=Han}{2})(街|巷|路(?=口)|路|桥|广场|小区|花园|苑|小学|中学|村)(?![灯面边上中人道况段线过舞民委医干])/gu,
  ))
    if (
      usual.test(match[1]!) ||
      !/[的这那条后前边个沿一满半全整每几各门过来去走下上到在有没是段马水泥石土公铁修问字本我们老农进村字叉丁大小出回新邻外乡城通红把了着占堵挡绕给想当读放污款线应不费就跑车人希望物业桥头口找]/.test(
        match[1]!,
      )
    )
      found.named.add(match[1]! + match[2]!);
  for (const match of rest.matchAll(new RegExp(`${n}路(?!口|边|上|人)`, 'g')))
    if (match[1] !== '一') note('line', match[1]);
  for (const match of rest.matchAll(/([东南西北前后正侧左右])(?:大)?(门|侧|边(?!境)|栋|区|段)/g))
    found.side.add(match[1]!);
  for (const person of personsIn(rest)) found.person.add(person);
  return found;
}

/** Surnames of people spoken of: 老王家, 张家, 李婆婆. */
function personsIn(rest: string): string[] {
  const found: string[] = [];
  for (const match of rest.matchAll(
    new RegExp(`(?:老|小)([${surnames}])(?![\\p{Script=Han}]?(?:街|路|巷))(?=家|中风|[的屋在住说]|$)`, 'gu'),
  ))
    found.push(match[1]!);
  for (const match of rest.matchAll(
    new RegExp(`(?:^|姓|[，,。、栋楼室户号])([${surnames}])(?:的|家)(?![具庭长里属人教政电])`, 'g'),
  ))
    found.push(match[1]!);
  for (const match of rest.matchAll(
    new RegExp(
      `([${surnames}])(?:婆婆|大爷|爷爷|奶奶|大妈|阿姨|叔|老师|某|先生|女士|师傅|大姐|嬢嬢|老太|老汉|大娘|孃孃|娘娘|伯伯|伯|哥|姐)`,
      'g',
    ),
  ))
    found.push(match[1]!);
  return found;
}

/** Kinds of place on which both texts speak and agree, and on which they contradict each other. */
export function comparePlaces(a: Places, b: Places): { same: (keyof Places)[]; different: (keyof Places)[] } {
  const spoken = kindsOfPlace.filter((kind) => a[kind].size && b[kind].size);
  // "between 3 and 4" and "between 3 and 5" share a building and are two places; "on 3" and "from 3 to 2" may be one
  const within = (some: ReadonlySet<string>, all: ReadonlySet<string>) => [...some].every((place) => all.has(place));
  const same = spoken.filter((kind) => within(a[kind], b[kind]) || within(b[kind], a[kind]));
  return { same, different: spoken.filter((kind) => !same.includes(kind)) };
}
