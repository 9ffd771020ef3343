export { createToxiproxyInjector } from './injector.js';
export { createToxiproxyLinkControl } from './link-control.js';
export { provisionLinks } from './provision-links.js';
