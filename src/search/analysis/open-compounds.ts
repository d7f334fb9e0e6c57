/** They hardly stand alone: with the word after them they are one. */
const prefixes = new Set(
  (
    'pre non multi semi anti sub super co inter intra meta self hyper auto bi tri micro macro nano pseudo quasi cross ' +
    'post ultra'
  ).split(' '),
);

/** Pairs that at least three of 69,000 papers each write apart, with a hyphen and in one. */
const pairs = new Map(
  (
    'back:end,propagation band:gap base:line bit:rate black:body,box change:point,points common:sense core:set ' +
    'counter:example,examples cut:off cyber:attack,attacks,security data:center,flow,points,set,sets ' +
    'deep:research end:point,points feed:forward fine:tune,tuned,tuning frame:work free:form front:end grid:world ' +
    'ground:state hard:core hot:spot,spots human:like key:frame,point knowledge:base large:scale layer:wise ' +
    'length:scale,scales life:cycle,time light:weight llama:guard long:cot,standing,term look:ahead narrow:band ' +
    'null:space open:source path:loss point:cloud,like policy:makers,making pull:back radio:frequency ' +
    'real:time,world red:shift run:time slow:down space:time speech:llms step:size straight:forward table:top ' +
    'test:bed,set time:point,scale,scales,series,step,steps tiny:imagenet torsion:free trade:off,offs tree:width ' +
    'two:fold video:llms wave:front,function,functions,number,packet,packets,vector web:pages white:box ' +
    'wide:spread zero:shot'
  )
    .split(' ')
    .map((entry) => {
      const [first = '', seconds = ''] = entry.split(':');
      return [first, new Set(seconds.split(','))] as const;
    }),
);

/** Whether two words with a space between are also written as one: `pre trained`, `data set`. */
export const isOpenCompound = (first: string, second: string): boolean =>
  (prefixes.has(first) && /^[a-z]{3}/.test(second)) || pairs.get(first)?.has(second) === true;
