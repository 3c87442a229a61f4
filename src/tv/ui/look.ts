/**
 * The looks of the parts of this folder, without sizes. Only features of a WebKit of 2010: absolute boxes, inline blocks, borders, plain
 * colours; no gradient, shadow, transition, opacity, transform.
 */
import { COLOURS as C } from './colours.ts';

export const LOOK = `
html,body{margin:0;padding:0;background:${C.ground};color:${C.text};overflow:hidden}
body{font-family:"PingFang SC","Noto Sans CJK SC","Noto Sans SC","WenQuanYi Micro Hei","Microsoft YaHei",sans-serif;font-weight:normal;-webkit-text-size-adjust:none;text-size-adjust:none}
div,span,canvas,img{-webkit-box-sizing:border-box;box-sizing:border-box}
#app,.at,.mid,.shade,.tile,.button,.key-hints{position:absolute}
#app{left:0;top:0;overflow:hidden;background:${C.ground}}
.ground{position:absolute;left:0;top:0}
.line,.tile,.button,.name,.tag{overflow:hidden;white-space:nowrap;text-overflow:ellipsis}
.quiet{color:${C.quiet}}
.strong{color:${C.text}}
.jade{color:${C.jade}}
.warn{color:${C.warn}}
.good{color:${C.ok}}
.mid,.button,.center{text-align:center}
.right{text-align:right}
.big,.title,.head,.bold{font-weight:bold}
.tile,.button{background:${C.tile};border-style:solid;border-color:${C.tile};color:${C.text}}
.button{background:${C.button};border-color:${C.button}}
.main{background:${C.primary};border-color:${C.primary}}
.pill{background:${C.pill};border-color:${C.pill};color:${C.quiet}}
.chosen{border-color:${C.chosen}}
.off{background:${C.off};border-color:${C.off};color:${C.off_text}}
.off .tag{color:${C.quiet}}
.name,.tag,.tile .mark,.tile .art{position:absolute}
.tag{color:${C.quiet}}
.field,.code-boxes{background:${C.well};border-color:${C.edge};text-align:left}
.focused{background:${C.focus};border-color:${C.rim};color:${C.ink};font-weight:bold}
.focused .quiet,.focused .tag{color:${C.ink_quiet}}
.focused .tag,.focused .quiet{font-weight:normal}
.field.focused,.code-boxes.focused{background:${C.lit};border-color:${C.focus};color:${C.text}}
.field.focused .quiet{color:${C.text}}
.active{background:${C.receiving};border-color:${C.receiving_edge}}
.clause,.group,.caret,.code-box,.mark,.art,.key-cap,.step-number,.tick,.dot{display:inline-block;vertical-align:top}
.caret{visibility:hidden;background:${C.text}}
.focused .caret{background:${C.focus}}
.active .caret{visibility:visible}
.empty{color:${C.quiet}}
.code-boxes,.code-boxes.focused,.code-boxes.active{background:transparent;border-color:transparent}
.code-box{background:${C.well};border:2px solid ${C.edge};text-align:center;overflow:hidden}
.active .code-next{background:${C.receiving};border:4px solid ${C.receiving_edge}}
.focused .code-next{background:${C.lit};border:4px solid ${C.focus}}
.dot{background:${C.text}}
.mark{text-align:center;color:${C.text};background:${C.mark};font-weight:normal}
.off .mark{background:#35485e}
.panel,.dialog,.keypad{background:${C.panel}}
.paper{background:${C.paper};color:${C.black}}
.step-number,.tick{text-align:center;background:${C.primary};color:${C.text}}
.tick{background:transparent;border:2px solid ${C.quiet}}
.ticked{background:${C.jade};border-color:${C.jade};color:${C.ink}}
.focused .tick{border-color:${C.ink}}
.key-hints,.key-hints span{white-space:nowrap}
.key-hints{text-align:right;color:${C.quiet}}
.key-cap{text-align:center;color:${C.text};border:2px solid ${C.key_edge}}
.key_blue{background:${C.key_blue};border-color:${C.key_blue}}
.key_yellow{background:${C.key_yellow};border-color:${C.key_yellow};color:${C.ink}}
.rule{position:absolute;background:${C.rule}}
.shade{left:0;top:0;background:${C.ground};background:rgba(6,12,20,.84)}
.dialog,.keypad{border:2px solid ${C.edge}}
.dialog{text-align:center}
.plain{text-align:center}`;
