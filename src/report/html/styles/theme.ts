type Theme = Readonly<Record<string, string>>;

/** Text colours reach AA (4.5:1) on both backgrounds; series colours reach 3:1 and differ for colour-blind eyes. */
const light: Theme = {
  'color-scheme': 'light',
  '--page': '#f4f6f8',
  '--surface': '#ffffff',
  '--text': '#1a2230',
  '--muted': '#556072',
  '--border': '#c9d0da',
  '--grid': '#e4e8ee',
  '--shade': 'rgb(86 105 135 / 0.13)',
  '--fault': 'rgb(179 38 30 / 0.13)',
  '--link': '#0b5cad',
  '--good': '#0b6b3a',
  '--bad': '#b3261e',
  '--warn': '#7a5200',
  '--series-1': '#0072b2',
  '--series-2': '#c14e00',
  '--series-3': '#00795a',
  '--series-5': '#806000',
  '--series-6': '#5b6470',
  '--mark': '#7b3f98',
};

const dark: Theme = {
  'color-scheme': 'dark',
  '--page': '#0f141b',
  '--surface': '#171e28',
  '--text': '#e6eaf0',
  '--muted': '#a3aebd',
  '--border': '#3a4554',
  '--grid': '#29323e',
  '--shade': 'rgb(150 170 200 / 0.14)',
  '--fault': 'rgb(255 120 110 / 0.2)',
  '--link': '#7cc0ff',
  '--good': '#57d08f',
  '--bad': '#ff8d85',
  '--warn': '#f2c14e',
  '--series-1': '#56b4e9',
  '--series-2': '#e69f00',
  '--series-3': '#2fc79a',
  '--series-5': '#f0e442',
  '--series-6': '#c3cad4',
  '--mark': '#d9a9ec',
};

const declarations = (theme: Theme): string =>
  Object.entries(theme)
    .map(([name, value]) => `${name}:${value};`)
    .join('');

/** The system's choice, which the toggle overrules; paper is always light. */
export const themeStyles = `
:root{${declarations(light)}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){${declarations(dark)}}}
:root[data-theme=dark]{${declarations(dark)}}
@media print{:root:root{${declarations(light)}}}
`;
