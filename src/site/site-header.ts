import { html, type Markup } from '../report/html/html.js';

export const siteHeader = (title: string, facts: Markup): Markup =>
  html`<header class="masthead">
<div class="title-row"><p class="product">gossip-bench nights</p>
<button type="button" id="theme-toggle" class="button" hidden>Theme: system</button></div>
<h1>${title}</h1>
${facts}
</header>
`;
