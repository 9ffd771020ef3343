/** Colours are CSS variables of the page: one SVG fits light, dark and print. Series colours follow Okabe and Ito 2008. */
export const palette = {
  text: 'var(--text)',
  muted: 'var(--muted)',
  grid: 'var(--grid)',
  border: 'var(--border)',
  surface: 'var(--surface)',
  first: 'var(--series-1)',
  second: 'var(--series-2)',
  third: 'var(--series-3)',
  fifth: 'var(--series-5)',
  sixth: 'var(--series-6)',
  mark: 'var(--mark)',
  shade: 'var(--shade)',
  fault: 'var(--fault)',
  faultBar: 'var(--bad)',
} as const;

export const fontFamily = 'system-ui, -apple-system, Segoe UI, Roboto, DejaVu Sans, sans-serif';
