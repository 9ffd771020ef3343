export { confirmBaseLinks } from './confirm-base-links.js';
export { createToxiproxyLinkControl } from './link-control.js';
export { provisionLinks } from './provision-links.js';
