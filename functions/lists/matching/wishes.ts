/** Which way the writer of a text wants things to go. */
export interface Wishes {
  /** measures with the side that is wanted: "too loud" and "less loud" both want the second side of 大|小 */
  readonly directions: ReadonlySet<string>;
  /** what the writer is out for; undefined when nothing of it is said, or too much */
  readonly stance?: Stance;
}

/** wants to do something, to get something, minds what others do, wants something gone, offers a service or seeks one */
type Stance = 'does' | 'gets' | 'minds' | 'refuses' | 'offers' | 'seeks';

/** Measures that one can want more or less of; both sides as people say them. */
const measures = [
  ...['早|晚|迟', '大|小', '亮|暗', '高|低|矮', '快|慢', '多|少', '近|远', '长|短', '宽|窄', '密|稀', '松|紧', '软|硬'],
  ...['热|冷|凉', '厚|薄', '重|轻', '深|浅', '咸|淡', '甜|淡', '辣|淡', '浓|淡'],
].map((sides) => {
  const [first, ...others] = sides.split('|');
  return [wantOf(first!), wantOf(`[${others.join('')}]`)] as const;
});

/** How a text says that it wants more of a measure's side, and that it wants less of it. */
function wantOf(side: string) {
  return {
    more: new RegExp(
      `(?<![太过很])${side}声?(?:点|一点|些|一些)(?!钟|解决|处理|修|来)|(?:再|加|调|更|放|挪|开)${side}(?!家)`,
    ),
    less: new RegExp(
      `(?:太|过于|这么|那么|特别|实在)${side}(?!人)|${side}得(?:很|凶|慌|要命|不得了|离谱)|隔得?${side}`,
    ),
  };
}

/** What people do of their own at a place where others live: a wish for a lamp is not among it, as somebody else puts it up. */
const does =
  /(?:想|打算|准备|允许|准许|该准|可不可以|可以)[^学请找看,。;!?]{0,10}(?:种|养|摆|搭|喂|打井|打开|打通|封阳台|封起|开个?(?:店|馆|门面|餐|托|麻将|茶|洗)|合租|遛|停|放鞭炮|放炮|烧|晒|晾|唱|跳|收废|贴|卖|办席|办酒|养殖)/;
const minds =
  /(?:请|要|来|能不能|希望|赶紧|快|没人|予以|应)(?:人|来|社区|城管|物业|有关部门|部门)?(?:管|制止|清理|整治|禁止|取缔|清退|查处|劝|拆|赶|搬走|挪|不要|别|处理|停)|扰民|太吵|吵得|吵死|不准|受不了/;
const gets =
  /(?:想|希望|盼|能不能|可不可以|申请|建议|请)[^不,。;!?]{0,8}(?:装|设|建|安|增|加|添|配|栽|种|划|开|办|放|有)|[安装添加摆]几?[个把张盏条台组块][^,。;!?]{0,8}[嘛吧噻]/;
const refuses =
  /(?:请|希望|能不能|可不可以|要求|建议|想|打算|申请)[^,。;!?]{0,8}(?:拆|撤|搬走|挪走|移走|取消|停办|不要(?!钱)|别)|不要再|别再|请勿|不同意|反对|不想要/;
const offers =
  /愿意[^,。;!?]{0,4}(?:教|带|帮|来|给|提供|捐)|(?:免费|义务)(?:教大家|带大家|帮大家|给大家|为大家|帮邻居)|想教(?:大家|孩子|居民|邻居|别人|老人)|我(?:们)?(?:会|懂|做过)[^,。;!?]{1,8},?(?:想|愿|可)/;
const seeks = /想学|想找|想请|想有|找个?人|有无(?:人|师傅|老师)|请人|没人(?:教|来|帮|管)|没有(?:人|师傅|老师)|盼/;
/** Whoever asks for somebody does nothing of it themselves. */
const asks = /想请|请人/;

/** Reads which way a standardised text wants things to go. */
export function wishesOf(text: string): Wishes {
  const directions = new Set<string>();
  for (const [n, sides] of measures.entries())
    for (const [side, { more, less }] of sides.entries()) {
      if (more.test(text)) directions.add(`${n}${side}`);
      if (less.test(text)) directions.add(`${n}${1 - side}`);
    }
  const stances = stancesOf(text);
  if (!stances.length && seeks.test(text)) return { directions, stance: 'seeks' };
  return stances.length === 1 ? { directions, stance: stances[0]! } : { directions };
}

function stancesOf(text: string): Stance[] {
  const [against, refused] = [minds.test(text), refuses.test(text)];
  const wanted: Stance[] = does.test(text) && !asks.test(text) ? ['does'] : gets.test(text) ? ['gets'] : [];
  if (offers.test(text)) return ['offers'];
  return [...wanted, ...(refused ? (['refuses'] as const) : against ? (['minds'] as const) : [])];
}

/** Stances that two writers of one matter do not have. */
const clash = new Set(['does minds', 'does refuses', 'gets refuses', 'offers seeks', 'offers gets']);

/** Whether two texts want contrary things: one earlier and one later, or one to do what the other minds. */
export function contrary(a: Wishes, b: Wishes): boolean {
  const common = [...a.directions].some((way) => b.directions.has(way));
  const against = [...a.directions].some((way) => b.directions.has(`${way.slice(0, -1)}${1 - Number(way.at(-1))}`));
  return (against && !common) || clash.has(`${a.stance} ${b.stance}`) || clash.has(`${b.stance} ${a.stance}`);
}
