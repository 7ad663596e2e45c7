import { pinyin } from 'pinyin-pro'

const streetPrefix = /^..(街道|管委会)(?=.)/u
const committee = /(居民委员会|居委会|委会)$/u

/** Readings that are settled by hand, whatever a dictionary says next year. */
const readings: Record<string, string> = {
  水景: 'Shuijing',
  泾渭: 'Jingwei',
  耿镇: 'Gengzhen',
  张卜: 'Zhangbu',
  通远: 'Tongyuan',
  崇皇: 'Chonghuang',
  姬家: 'Jijia',
  鹿苑: 'Luyuan',
  陕汽: 'Shaanqi',
  长庆龙凤园: 'Changqing Longfengyuan',
  长庆泾渭苑: 'Changqing Jingweiyuan',
  泾渭观澜: 'Jingwei Guanlan',
  米家崖: 'Mijiaya',
  崖王: 'Yawang',
  朝李: 'Chaoli',
  赧王寨: 'Nanwangzhai',
  // of two families, Lei and Jia, and so told apart from 雷家, the Lei family's
  雷贾: 'Lei Jia',
  // a village, not a road
  官路: 'Guanlu',
}

/** Parts of a road's name that English says in words. */
const roads: [RegExp, string][] = [
  [/东路$/u, ' East Road'],
  [/中路$/u, ' Middle Road'],
  [/西路$/u, ' West Road'],
  [/南路$/u, ' South Road'],
  [/新街$/u, 'xin Street'],
  [/路$/u, ' Road'],
]

const kinds: [RegExp, string][] = [
  [/社区$/u, ' Community'],
  [/街道$/u, ' Street'],
  [/村$/u, ' Village'],
]

/** The name people say of an official one: 鹿苑街道水景社区居民委员会 is 水景社区, 草市村委会 is 草市村. */
export function shortName(official: string): string {
  return official.replace(streetPrefix, '').replace(committee, '')
}

/** 水景社区 in Latin letters, the kind of place in English: Shuijing Community. */
export function englishName(name: string): string {
  const kind = kinds.find(([ending]) => ending.test(name))
  if (!kind) throw new Error(`${name}: neither a street nor a community nor a village`)
  return romanise(name.replace(kind[0], '')) + kind[1]
}

function romanise(stem: string): string {
  const known = readings[stem]
  if (known) return known
  for (const [ending, english] of roads) {
    if (ending.test(stem)) return romanise(stem.replace(ending, '')) + english
  }
  const latin = pinyin(stem, { toneType: 'none', type: 'array', v: true }).join('')
  return latin.charAt(0).toUpperCase() + latin.slice(1)
}
