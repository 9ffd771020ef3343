/** The frame: text, headings, sections, navigation. */
export const pageStyles = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;overflow-wrap:break-word}
main,.masthead,nav,footer{max-width:1180px;margin-inline:auto;padding-inline:clamp(14px,3vw,32px)}
h1{font-size:clamp(1.6rem,4vw,2.2rem);line-height:1.15;margin:0;overflow-wrap:anywhere}
h2{font-size:1.4rem;line-height:1.25;margin:0 0 .6rem}
h2.minor{font-size:1rem;margin:1rem 0 .2rem}
h3{font-size:1.05rem;line-height:1.3;margin:0 0 .5rem}
h4{font-size:.92rem;font-weight:600;margin:0}
a{color:var(--link)}
code,pre{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.88em}
section{margin-block:2.6rem;scroll-margin-top:1rem}
.lead{color:var(--muted);margin:0 0 1rem;max-width:75ch}
.product{margin:0;color:var(--muted);font-size:.9rem;letter-spacing:.02em}
.masthead{padding-top:1.6rem}
.title-row{display:flex;flex-wrap:wrap;align-items:center;gap:.6rem 1rem;margin:.2rem 0 .6rem}
.title-row .button{margin-left:auto}
.verdict{margin:0;padding:.2rem .8rem;border-radius:999px;font-weight:700;color:#fff}
.verdict.pass{background:#0b6b3a}
.verdict.fail{background:#b3261e}
.verdict.unknown{background:#7a5200}
.facts{list-style:none;display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;margin:0;padding:0;color:var(--muted);font-size:.92rem}
.facts code{overflow-wrap:anywhere}
.reasons{margin:.2rem 0;padding-left:1.3rem}
.notice{border-left:4px solid var(--warn);background:var(--surface);padding:.6rem .9rem;margin:.9rem 0 0}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;margin:1.2rem 0 0;padding:.6rem 0;border-block:1px solid var(--border);font-size:.92rem}
nav a{display:inline-block;padding:.15rem 0}
footer{padding-block:1.2rem 2rem;color:var(--muted);font-size:.85rem}
.visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-999px}
.skip:focus{left:8px;top:8px;background:var(--surface);padding:.4rem .8rem;z-index:2}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
`;
