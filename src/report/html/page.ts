import { createHash } from 'node:crypto';
import { clientScript } from './client-bundle.js';
import { html, jsonForScript, type Markup, trusted } from './html.js';
import { pageStyles } from './styles/page.js';
import { partStyles } from './styles/parts.js';
import { themeStyles } from './styles/theme.js';

export interface Page {
  readonly title: string;
  readonly body: Markup;
  /** What the script draws its charts from; absent: there is no script. */
  readonly chartSource?: unknown;
}

/** Nothing may be loaded from anywhere; of scripts only the one whose hash is named may run. */
function securityPolicy(script: string | undefined): string {
  const hash = script === undefined ? undefined : createHash('sha256').update(script).digest('base64');
  const scripts = hash === undefined ? '' : `script-src 'sha256-${hash}'; `;
  return `default-src 'none'; ${scripts}style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`;
}

/** One self-contained page, readable without network and without script. */
export function renderPage({ title, body, chartSource }: Page): string {
  const script = chartSource === undefined ? undefined : clientScript();
  const scripts =
    script !== undefined &&
    html`<script type="application/json" id="chart-source">${jsonForScript(chartSource)}</script>
<script>${trusted(script)}</script>
`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${securityPolicy(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · gossip-bench</title>
<link rel="icon" href="data:,">
<style>${trusted(themeStyles + pageStyles + partStyles)}</style>
</head>
<body>
${body}
${scripts}</body>
</html>
`.text;
}
