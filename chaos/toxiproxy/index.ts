export { besideShare } from './confirm/canary-plan.js';
export { confirmBaseLinks } from './confirm/confirm-base-links.js';
export { createToxiproxyLinkControl } from './link-control.js';
export { provisionLinks } from './proxies/provision-links.js';
