/** The parts: cards, charts, tables, lists of facts, code. */
export const partStyles = `
.cards{list-style:none;margin:0 0 1.4rem;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,320px),1fr));gap:12px}
.card,.chart,.fact-list,.copyable,details{background:var(--surface);border:1px solid var(--border);border-radius:10px}
.card{padding:.85rem 1rem}
.card p{margin:.15rem 0 0}
.figure strong{font-size:1.75rem;line-height:1.15;font-variant-numeric:tabular-nums}
.figure.none{color:var(--muted);font-style:italic;padding-block:.35rem}
.unit{color:var(--muted);font-size:.9rem}
.beside{font-size:.88rem}
.explanation{color:var(--muted);font-size:.86rem;line-height:1.4}
.card .explanation{margin-top:.4rem}
.pair{display:grid;grid-template-columns:minmax(0,1fr);gap:14px}
@media (min-width:900px){.pair{grid-template-columns:repeat(2,minmax(0,1fr))}}
.chart{margin:0;padding:.9rem 1rem;min-width:0}
.chart figcaption{color:var(--muted);font-size:.88rem;margin-top:.5rem}
.canvas{position:relative;width:100%;overflow:hidden}
.still text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
.still svg{display:block;width:100%;height:auto}
.still.broad{display:none}
@media (min-width:600px){.still.broad{display:block}.still.narrow{display:none}}
.why-absent{color:var(--muted);margin:0}
.chart.absent{border-style:dashed}
.phases{margin-top:.6rem}
.scroll{overflow-x:auto;border:1px solid var(--border);border-radius:10px;background:var(--surface)}
table{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:tabular-nums}
th,td{padding:.5rem .8rem;text-align:left;vertical-align:top}
tbody th,tbody td{border-top:1px solid var(--grid)}
thead th{white-space:nowrap;color:var(--muted);font-weight:600}
tbody th{font-weight:600}
td{min-width:6.5rem}
#invariants td{min-width:4rem}
#cells tbody th{white-space:nowrap}
.measured{min-width:13rem}
.effect{display:block;width:160px;height:18px}
td.effect-cell{min-width:11rem}
.e-none{stroke:var(--border);stroke-width:1.5}
.e-interval{stroke:var(--series-1);stroke-width:3}
.e-value{fill:var(--series-1)}
.good{color:var(--good);font-weight:600;white-space:nowrap}
.bad{color:var(--bad);font-weight:600;white-space:nowrap}
.neutral{color:var(--muted);white-space:nowrap}
.matrices{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,320px),1fr));gap:14px}
.matrix{display:block;width:100%;max-width:460px;height:auto;margin:.4rem auto 0}
.matrix text{font:11px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:var(--muted)}
.matrix .m-axis{fill:var(--text)}
.m-frame{fill:none;stroke:var(--border)}
.m-grid{fill:none;stroke:var(--grid)}
.m-self{fill:var(--grid)}
.m-cut{fill:var(--bad);background:var(--bad)}
.m-degraded{fill:var(--series-2);background:var(--series-2)}
.m-down{fill:var(--muted);background:var(--muted)}
.m-bytes{fill:var(--series-1)}
.below,.above{margin-top:14px}
.scroll-map{overflow-x:auto}
.heat{display:block;width:100%;height:auto}
.heat text{font:11.5px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:var(--text)}
.heat .h-axis{font-weight:600}
.h-price{fill:var(--series-2);stroke:var(--surface)}
.h-none{fill:var(--grid);stroke:var(--surface)}
.h-border{fill:none;stroke:var(--mark);stroke-width:3;stroke-linecap:square}
.h-chosen{fill:none;stroke:var(--text);stroke-width:2.5}
.swatch{display:inline-block;width:.8em;height:.8em;border-radius:2px;vertical-align:-.05em}
.swatch.m-degraded{width:.5em;height:.5em;margin:.15em}
.matrix-key{margin-bottom:.7rem}
.window{margin:0;color:var(--muted);font-size:.9rem}
.fact-list{padding:.9rem 1rem;min-width:0}
dl{margin:0}
.trio{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,310px),1fr));gap:14px}
.fact-list dl>div{display:grid;grid-template-columns:minmax(7rem,2fr) 5fr;gap:.8rem;padding:.25rem 0}
dt{color:var(--muted)}
dd{margin:0;overflow-wrap:anywhere}
.definitions>div{margin-bottom:.8rem;max-width:85ch}
.definitions dt{color:var(--text);font-weight:600}
.definitions dt code{font-weight:400;color:var(--muted);overflow-wrap:anywhere}
.definitions cite{color:var(--muted);font-style:normal}
details{margin-top:14px;padding:.7rem 1rem}
summary{cursor:pointer;font-weight:600}
details[open]>summary{margin-bottom:.7rem}
.copyable{position:relative;margin:.6rem 0}
pre{margin:0;padding:.8rem 1rem;overflow-x:auto;line-height:1.5}
.copyable .button{position:absolute;right:8px;top:8px}
.button{font:inherit;font-size:.85rem;color:var(--text);background:var(--surface);border:1px solid var(--border);border-radius:8px;padding:.25rem .7rem;cursor:pointer}
.button:hover{border-color:var(--link)}
@media print{
nav,.button,.skip{display:none!important}
body{background:#fff;font-size:11pt}
section{margin-block:1.2rem}
.card,.chart,.fact-list,tr{break-inside:avoid}
h2,h3{break-after:avoid}
.cards{grid-template-columns:repeat(3,1fr)}
.scroll{overflow:visible}
pre{white-space:pre-wrap}
}
`;
