const themes = ['system', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];
const storageKey = 'gossip-bench-theme';

/** Pages opened from a file may be refused any storage: then the choice holds for this view alone. */
function remembered(): Theme {
  try {
    return themes.find((theme) => theme === localStorage.getItem(storageKey)) ?? 'system';
  } catch {
    return 'system';
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(storageKey, theme);
  } catch {
    // As above: a refused storage costs only the memory of the choice.
  }
}

function show(theme: Theme, button: HTMLElement): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  button.textContent = `Theme: ${theme}`;
}

/** Each press goes on to the next of system, light and dark. Colours are CSS variables, so charts follow by themselves. */
export function offerThemes(): void {
  const button = document.getElementById('theme-toggle');
  if (!button) return;
  let theme = remembered();
  show(theme, button);
  button.hidden = false;
  button.addEventListener('click', () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
    remember(theme);
    show(theme, button);
  });
}
