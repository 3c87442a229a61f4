/** Absolute boxes, borders and plain colours: what a set-top box of 2011 can draw. One table, three sizes: "{HD|SD}px", and 1920x1080 is HD times 1.5. */
const SHEET = `
body{width:{1280|640}px;height:{720|526}px}
.ribbon{top:{36|22}px;height:{60|40}px;padding:0 {34|18}px 0 {64|30}px;font-size:{28|18}px;line-height:{60|40}px}
.ribbon i{right:{-30|-20}px;border-width:{30|20}px 0 {30|20}px {30|20}px}
.side{top:{36|22}px;right:{64|30}px;line-height:{60|40}px;font-size:{24|16}px}
.foot{top:{632|466}px;height:{87|59}px;line-height:{60|54}px;font-size:{24|16}px}
.foot b{left:{64|30}px}
.foot span{right:{64|30}px}
.foot em{padding:{6|4}px {14|8}px;border-radius:{8|5}px;margin:0 {8|4}px 0 {28|12}px}
h1{top:{112|76}px;left:{64|30}px;font-size:{44|30}px;line-height:{60|42}px}
.hint{top:{176|120}px;left:{64|30}px;font-size:{24|16}px;line-height:{36|24}px}
.card{top:{228|156}px;width:{552|279}px;height:{338|254}px;border-width:{4|3}px;border-radius:{16|10}px}
.card0{left:{64|30}px}
.card1{left:{656|325}px}
.art{width:{552|279}px;height:{150|96}px;border-radius:{12|7}px {12|7}px 0 0}
.art b{left:{150|88}px;top:{26|14}px;font-size:{44|28}px;line-height:{56|38}px}
.art u{left:{150|88}px;top:{86|54}px;font-size:{24|16}px;line-height:{36|24}px}
.show s{left:{36|18}px;top:{31|22}px;width:{88|52}px;height:{88|52}px;border-radius:{44|26}px}
.show i{left:{67|36}px;top:{53|35}px;border-width:{22|13}px 0 {22|13}px {34|20}px}
.phone s{left:{52|26}px;top:{23|16}px;width:{48|30}px;height:{96|58}px;border-width:{4|3}px;border-radius:{10|6}px}
.phone i{left:{70|37}px;top:{108|67}px;width:{20|14}px;height:{4|3}px}
.name{left:{28|14}px;top:{168|106}px;font-size:{32|20}px;line-height:{48|30}px}
.detail{left:{28|14}px;top:{216|138}px;font-size:{24|16}px;line-height:{36|24}px}
.price{left:{28|14}px;top:{262|188}px;font-size:{44|30}px;line-height:{60|44}px}
.price small{font-size:{28|18}px}
.buy{right:{24|12}px;top:{258|188}px;width:{148|84}px;height:{64|44}px;line-height:{64|44}px;font-size:{28|18}px;border-radius:{12|7}px}
.last{top:{584|424}px;left:{64|30}px;right:{64|30}px;font-size:{24|16}px;line-height:{40|30}px}
.mark{top:{122|82}px;left:{564|272}px;width:{152|96}px;height:{152|96}px;border-radius:{76|48}px}
.mark img{width:{152|96}px;height:{152|96}px}
.title{top:{298|194}px;font-size:{44|30}px;line-height:{60|42}px}
.amount{top:{366|240}px;font-size:{56|36}px;line-height:{76|50}px}
.line{top:{452|298}px;left:{64|30}px;right:{64|30}px;font-size:{28|18}px;line-height:{42|27}px}
.high{top:{384|254}px}
.no{top:{596|424}px;font-size:{24|16}px;line-height:{32|24}px}
.btn{top:{514|344}px;width:{392|220}px;height:{68|50}px;line-height:{68|50}px;font-size:{28|18}px;border-width:{4|3}px;border-radius:{12|7}px}
.btn0{left:{440|207}px}
.btn1{left:{224|86}px}
.btn2{left:{656|328}px}
`;

const LOOK = `
html,body,h1,p{margin:0;padding:0}
body{position:absolute;left:0;top:0;overflow:hidden;background:#0b1622;color:#e8eef5;font-family:"PingFang SC","Noto Sans CJK SC","WenQuanYi Micro Hei","Microsoft YaHei",sans-serif}
a{color:#e8eef5;text-decoration:none;outline:0}
i,em,b,u,s{font-style:normal;font-weight:normal;text-decoration:none}
h1,.ribbon,.ribbon i,.side,.hint,.card,.art,.art b,.art u,.art s,.art i,.name,.detail,.price,.buy,.last,.mark,.mark img,.title,.amount,.line,.no,.btn,.foot,.foot b,.foot span{position:absolute;white-space:nowrap}
h1{font-weight:normal}
.ribbon{left:0;background:#1d3553}
.ribbon i{top:0;width:0;height:0;border-style:solid;border-color:#0b1622 transparent #0b1622 #1d3553}
.side,.hint,.detail,.last,.line,.no{color:#9fb3c8}
.foot{left:0;width:100%;background:#0f1c2c;border-top:1px solid #2a4363;color:#9fb3c8}
.foot b{color:#7f98b4}
.foot em{border:2px solid #3b5878;color:#e8eef5}
.card,.btn{border-style:solid;border-color:#14253a;background:#14253a}
.card .buy,.btn{background:#184c85;text-align:center}
.btn{border-color:#184c85}
.on{border-color:#f5a623;background:#24415f}
.on .buy{background:#f5a623;color:#0b1622}
.price small{color:#9fb3c8}
.art{left:0;top:0}
.show{background:#3b2a5e}
.show s{background:#f5a623}
.show i{width:0;height:0;border-style:solid;border-color:#f5a623 #f5a623 #f5a623 #3b2a5e}
.phone{background:#14504f}
.phone s{border-style:solid;border-color:#e8eef5;background:#0f3c3b}
.phone i{background:#e8eef5}
.art u{color:#c9d6e4}
.title,.amount,.line,.no{text-align:center}
.title,.amount,.no{left:0;width:100%}
.mark img{left:0;top:0;border:0}
.paid{background:#37b26c}
.checking{background:#f0b43c}
.left,.closed,.forged{background:#5d7690}
.sorry{background:#e2574c}
.last b{color:#37b26c}
`;

const FACTOR = { hd: 1, fhd: 1.5 } as const;

function sized(size: 'hd' | 'fhd' | 'sd'): string {
  const px = (hd: string, sd: string): string => (size === 'sd' ? sd : String(Number(hd) * FACTOR[size]));
  return SHEET.trim()
    .split('\n')
    .map((rule) =>
      prefix(
        size,
        rule.replace(/\{(-?\d+)\|(-?\d+)\}px/g, (_, hd: string, sd: string) => px(hd, sd) + 'px'),
      ),
    )
    .join('\n');
}

/** Rounded corners for engines that know them only by their vendor's name. */
function prefix(size: string, rule: string): string {
  const named = rule.replace(/border-radius:([^;}]+)/g, '-webkit-border-radius:$1;border-radius:$1');
  return named.startsWith('body{') ? 'body.' + size + named.slice(4) : '.' + size + ' ' + named;
}

export const STYLE = [LOOK.trim(), sized('hd'), sized('fhd'), sized('sd')].join('\n');
